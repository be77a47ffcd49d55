# What metafor says of the studies in the registry: expected.json.
#
#   python3 flat.py ../../.. /tmp && Rscript make.R /tmp > expected.json
#
# Debian packages r-base-core, r-cran-metafor, r-cran-jsonlite. Effects on the scale of d (log odds
# ratio / 1.65); results of one study combined with a correlation of 0.6.
suppressMessages({library(metafor); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
x <- read.csv(file.path(folder, "results.csv"), colClasses = "character")
number <- function(name) suppressWarnings(as.numeric(x[[name]]))

counts <- x$form == "counts"
table <- escalc("OR2DN", ai = number("treatedEvents"), bi = number("treatedOthers"),
                ci = number("controlEvents"), di = number("controlOthers"), add = 1/2, to = "only0")
scale <- ifelse(x$measure == "log-odds-ratio", 1.65, 1)
variance <- ifelse(is.na(number("variance")), number("se")^2, number("variance"))
x$y <- ifelse(counts, table$yi, number("value") / scale)
x$v <- ifelse(counts, table$vi, variance / scale^2)

combine <- function(z, rho = 0.6) {
  parts <- split(z, factor(z$study, levels = unique(z$study)))
  as.data.frame(t(sapply(parts, function(s)
    c(y = mean(s$y), v = (rho * sum(sqrt(s$v))^2 + (1 - rho) * sum(s$v)) / nrow(s)^2))))
}

# Where tight Fisher scoring does not arrive, shorter steps do.
fit <- function(z, method) {
  d <- combine(z)
  if (nrow(d) == 1) method <- "FE"
  r <- try(rma(y, v, data = d, method = method,
               control = list(tol = 1e-12, threshold = 1e-12, maxiter = 1000)), silent = TRUE)
  if (inherits(r, "try-error"))
    r <- rma(y, v, data = d, method = method,
             control = list(stepadj = 0.5, maxiter = 10000, threshold = 1e-10))
  list(k = r$k, estimate = as.numeric(r$b), se = r$se, tau2 = r$tau2, q = r$QE, i2 = r$I2 / 100)
}
by_level <- function(z, column) {
  levels <- setdiff(unique(z[[column]]), "")
  sapply(levels, function(l) fit(z[z[[column]] == l, ], "DL"), simplify = FALSE)
}

out <- list()
for (key in unique(x$key)) {
  z <- x[x$key == key, ]
  randomized <- z[z$design == "randomized", ]
  o <- list(method = sapply(c("FE", "DL", "HE", "SJ", "ML", "REML", "PM", "EB"),
                            function(m) fit(z, m), simplify = FALSE))
  for (column in c("design", "setting", "population", "delivery", "evaluator", "implementation")) {
    if (length(setdiff(unique(z[[column]]), "")) > 1) o[[column]] <- by_level(z, column)
  }
  if (length(setdiff(unique(z$measured), "")) > 1) {
    o$measured <- by_level(z, "measured")
    o$`measured-randomized` <- by_level(randomized, "measured")
  }
  out[[key]] <- o
}
contrasts <- read.csv(file.path(folder, "contrasts.csv"), colClasses = "character")
out$contrasts <- lapply(seq_len(nrow(contrasts)), function(i) {
  k <- contrasts[i, ]
  side <- function(levels)
    fit(x[x$key == k$key & x[[k$by]] %in% strsplit(levels, " ")[[1]], ], "DL")
  of <- side(k$of)
  against <- side(k$against)
  list(key = k$key, id = k$id, of = of, against = against, ratio = of$estimate / against$estimate)
})
cat(toJSON(out, auto_unbox = TRUE, digits = 14, pretty = 1), "\n", sep = "")
