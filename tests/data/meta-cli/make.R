# What metafor says of the sheets beside this file: makes them and expected.json.
#
#   Rscript make.R     (R 4.2.2, metafor 3.8-1, metadat 1.2-0, jsonlite)
#
# Sources: dat.bcg, dat.raudenbush1985 and dat.konstantopoulos2011 of metadat. REML, ML and PM are
# carried to the last digits (threshold, tol), which metafor by default is not.

suppressMessages(library(metafor))
control <- list(threshold = 1e-14, maxiter = 10000, tol = 1e-15)

write_sheet <- function(d, name) {
   for (column in names(d)) if (is.double(d[[column]])) d[[column]] <- sprintf("%.17g", d[[column]])
   write.csv(d, name, row.names = FALSE, quote = which(sapply(d, function(x) any(grepl(",", x)))))
}

coefficients_of <- function(res)
   data.frame(name = rownames(res$beta), estimate = c(res$beta), se = res$se, statistic = res$zval,
              p = res$pval, ci_lower = res$ci.lb, ci_upper = res$ci.ub)

fit_of <- function(d, method, test, mods = NULL, level = 95) {
   res <- if (is.null(mods)) rma(yi, vi, data = d, method = method, test = test, control = control, level = level)
          else rma(yi, vi, mods = mods, data = d, method = method, test = test, control = control, level = level)
   out <- list(method = method, test = test, k = res$k, tau2 = res$tau2, se_tau2 = res$se.tau2,
               q = res$QE, q_p = res$QEp, i2 = res$I2, h2 = res$H2, coefficients = coefficients_of(res))
   if (!is.null(mods))
      out <- c(out, list(mods = Reduce(paste, deparse(mods)), qm = res$QM, qm_df = res$QMdf[1], qm_p = res$QMp,
                         r2 = if (is.null(res$R2)) NA else res$R2))
   out
}

influence_of <- function(d, method, test) {
   res <- rma(yi, vi, data = d, method = method, test = test, control = control)
   inf <- influence(res)
   one <- leave1out(res)
   list(method = method, test = test,
        influence = data.frame(unclass(inf$inf)[c("rstudent", "dffits", "cook.d", "cov.r", "tau2.del", "QE.del", "hat")],
                               weight = inf$inf$weight / 100, dfbs = inf$dfbs$intrcpt, influential = inf$is.infl),
        leave_one_out = data.frame(estimate = one$estimate, se = one$se, statistic = one[[3]], p = one$pval,
                                   ci_lower = one$ci.lb, ci_upper = one$ci.ub, q = one$Q, q_p = one$Qp,
                                   tau2 = if (is.null(one$tau2)) 0 else one$tau2, i2 = one$I2, h2 = one$H2))
}

trim_fill_of <- function(d, method) {
   res <- trimfill(rma(yi, vi, data = d, method = method, control = control), control = control)
   filled <- if (res$k0 > 0) data.frame(yi = tail(c(res$yi), res$k0), vi = tail(c(res$vi), res$k0)) else list()
   list(method = method, k0 = res$k0, side = res$side, estimate = c(res$beta), se = res$se, tau2 = res$tau2,
        filled = filled)
}

egger_of <- function(d) {
   test <- regtest(d$yi, d$vi, model = "lm", ret.fit = TRUE)
   line <- coef(summary(test$fit))
   list(intercept = line[2, 1], se = line[2, 2], t = line[2, 3], p = line[2, 4], df = test$dfs, slope = line[1, 1])
}

groups_of <- function(d, by, method, test) {
   fits <- lapply(split(d, d[[by]]), function(g)
      rma(yi, vi, data = g, method = method, test = test, control = control))
   b <- sapply(fits, function(f) c(f$beta))
   s <- sapply(fits, function(f) f$se)
   between <- rma(b, s^2, method = "FE")
   list(by = by, method = method, test = test, q_between = between$QE, df = between$k - 1, p = between$QEp,
        groups = data.frame(name = names(fits), k = sapply(fits, function(f) f$k), estimate = b, se = s,
                            tau2 = sapply(fits, function(f) f$tau2), i2 = sapply(fits, function(f) f$I2)))
}

# Mean of the effects of a study and its variance, rho between effects of one sample, else 0.
combine <- function(d, study, sample = NULL, rho) {
   parts <- split(d, factor(d[[study]], levels = unique(d[[study]])))
   do.call(rbind, lapply(parts, function(g) {
      same <- if (is.null(sample)) matrix(1, nrow(g), nrow(g)) else outer(g[[sample]], g[[sample]], "==") * 1
      R <- rho * same
      diag(R) <- 1
      V <- diag(sqrt(g$vi), nrow(g)) %*% R %*% diag(sqrt(g$vi), nrow(g))
      cbind(g[1, ], yi_mean = mean(g$yi), vi_mean = sum(V) / nrow(g)^2)
   }))
}

bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
bcg$study <- paste0(bcg$author, ", ", bcg$year)
bcg <- as.data.frame(bcg)[c("study", "yi", "vi", "tpos", "tneg", "cpos", "cneg", "ablat", "alloc", "year")]
names(bcg)[4:7] <- c("ai", "bi", "ci", "di")
for (n in c("yi", "vi", "ablat", "year")) bcg[[n]] <- as.numeric(bcg[[n]])
rau <- as.data.frame(dat.raudenbush1985)[c("author", "year", "weeks", "setting", "tester", "yi", "vi")]
for (n in c("yi", "vi", "year", "weeks")) rau[[n]] <- as.numeric(rau[[n]])
kon <- as.data.frame(dat.konstantopoulos2011)[c("district", "school", "study", "year", "yi", "vi")]
kon$yi <- as.numeric(kon$yi)
kon$half <- ifelse(kon$school %% 2 == 0, "even", "odd")

write_sheet(bcg, "bcg.csv")
write_sheet(rau, "raudenbush.csv")
write_sheet(kon, "konstantopoulos.csv")

all_methods <- c("FE", "DL", "HE", "SJ", "ML", "REML", "PM", "EB")
regressions <- list()
add <- function(sheet, d, words, mods, methods = c("FE", "DL", "REML", "ML", "PM", "SJ", "HE", "EB"), tests = c("z", "knha", "adhoc"))
   for (m in methods) for (t in tests)
      regressions[[length(regressions) + 1]] <<- c(list(sheet = sheet, words = words), fit_of(d, m, t, mods))
add("bcg.csv", bcg, "ablat,year", ~ ablat + year)
add("bcg.csv", bcg, "alloc", ~ alloc, tests = c("z", "knha"))
add("bcg.csv", bcg, "ablat, alloc", ~ ablat + alloc, methods = c("DL", "REML"))
add("raudenbush.csv", rau, "weeks,setting,tester", ~ weeks + setting + tester, methods = c("FE", "DL", "REML", "EB"))
add("raudenbush.csv", rau, "factor(weeks)", ~ factor(weeks), methods = c("FE", "DL"), tests = c("z", "knha"))

combined <- list()
add_combined <- function(d, words, ...) {
   made <- combine(d, ...)
   e <- data.frame(yi = made$yi_mean, vi = made$vi_mean)
   fit <- fit_of(e, "REML", "z")
   combined[[length(combined) + 1]] <<- list(words = words, studies = e, tau2 = fit$tau2, estimate = fit$coefficients$estimate,
                                             se = fit$coefficients$se)
}
add_combined(kon, c("--study", "district"), "district", rho = 0.6)
add_combined(kon, c("--study", "district", "--rho", "0.25"), "district", rho = 0.25)
add_combined(kon, c("--study", "district", "--sample", "half", "--rho", "0.8"), "district", "half", rho = 0.8)

# Within a study and a value of the moderator.
kon$part <- paste(kon$district, kon$half)
halves <- combine(kon, "part", rho = 0.6)
halves <- data.frame(yi = halves$yi_mean, vi = halves$vi_mean, half = halves$half)
moderated <- c(list(words = c("--study", "district", "--mods", "half"), studies = halves[c("yi", "vi")]),
               fit_of(halves, "DL", "z", ~ half))

influences <- list()
tests <- c(FE = "z", DL = "z", HE = "knha", SJ = "z", ML = "z", REML = "knha", PM = "adhoc", EB = "adhoc")
for (s in c("bcg", "rau")) for (m in all_methods)
   influences[[length(influences) + 1]] <-
      c(list(sheet = list(bcg = "bcg.csv", rau = "raudenbush.csv")[[s]]), influence_of(get(s), m, tests[[m]]))

trims <- list()
for (s in c("bcg", "rau", "kon")) for (m in all_methods)
   trims[[length(trims) + 1]] <-
      c(list(sheet = list(bcg = "bcg.csv", rau = "raudenbush.csv", kon = "konstantopoulos.csv")[[s]]),
        trim_fill_of(get(s), m))

groups <- list()
for (m in all_methods) for (t in c("z", "knha"))
   groups[[length(groups) + 1]] <- c(list(sheet = "bcg.csv"), groups_of(bcg, "alloc", m, t))
groups[[length(groups) + 1]] <- c(list(sheet = "raudenbush.csv"), groups_of(rau, "tester", "REML", "z"))

eggers <- list(c(list(sheet = "bcg.csv"), egger_of(bcg)), c(list(sheet = "raudenbush.csv"), egger_of(rau)),
               c(list(sheet = "konstantopoulos.csv"), egger_of(kon)))

levels <- lapply(c(80, 90, 99), function(level)
   c(list(level = level / 100), coefficients_of(rma(yi, vi, data = bcg, method = "DL", level = level, test = "knha"))[6:7],
     setNames(as.list(confint(rma(yi, vi, data = bcg, method = "DL", level = level), control = list(tol = 1e-14, maxiter = 10000))$random[1, 2:3]),
              c("tau2_lower", "tau2_upper"))))

# Made-up sheets: for each cut-off of influence() some in which a study passes it alone, and for
# trim-and-fill some in which the count before rounding lies near a half.
set.seed(7)
made <- list()
wanted <- c(dffits = 2, cook = 2, hat = 2, dfbs = 2, half = 6)
while (any(wanted > 0)) {
   k <- sample(4:15, 1)
   d <- data.frame(yi = round(rnorm(k, 0.3, 0.4), 3), vi = round(rexp(k, 20) + 0.004, 4))
   d$yi[1] <- d$yi[1] + sample(c(0, 0, 1, 2), 1)
   method <- sample(c("FE", "DL", "PM"), 1)
   res <- rma(yi, vi, data = d, method = method, control = control)
   inf <- influence(res)
   passed <- cbind(dffits = abs(inf$inf$dffits) > 3 * sqrt(1 / (k - 1)), cook = pchisq(inf$inf$cook.d, 1) > 0.5,
                   hat = inf$inf$hat > 3 / k, dfbs = abs(inf$dfbs$intrcpt) > 1)
   alone <- names(wanted)[1:4][colSums(passed & rowSums(passed) == 1) > 0]
   fill <- trim_fill_of(d, method)
   # L0 before rounding, at the last centre
   y <- if (fill$side == "right") -d$yi else d$yi
   trimmed <- sort(y, index.return = TRUE)$ix[seq_len(k - fill$k0)]
   off <- y - c(rma(y[trimmed], d$vi[trimmed], method = method, control = control)$beta)
   l0 <- (4 * sum(rank(abs(off))[off > 0]) - k * (k + 1)) / (2 * k - 1)
   kinds <- c(alone, if (l0 > 0.4 && abs(l0 %% 1 - 0.5) < 0.06) "half")
   if (!any(wanted[kinds] > 0)) next
   wanted[kinds] <- wanted[kinds] - 1
   made[[length(made) + 1]] <- list(yi = d$yi, vi = d$vi, method = method, influential = inf$is.infl,
                                    dffits = inf$inf$dffits, trim_fill = fill)
}

writeLines(jsonlite::toJSON(list(generator = "R 4.2.2, metafor 3.8-1, metadat 1.2-0; tests/data/meta-cli/make.R",
                                 regressions = regressions, combined = combined, moderated = moderated,
                                 influence = influences, trim_fill = trims, groups = groups, egger = eggers,
                                 levels = levels, made = made),
                            digits = NA, auto_unbox = TRUE, na = "null", null = "null"), "expected.json")
