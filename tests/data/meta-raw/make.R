# Makes the sheets of this folder and expected.csv: effects and variances of every row by
# metafor's escalc, or by the formula written out here where metafor 3.8 has no measure.
#   Rscript make.R          R 4.2.2, metafor 3.8-1, metadat 1.2-0
suppressMessages({library(metafor); library(metadat)})
options(digits = 17)

expected <- NULL
expect <- function(file, measure, study, yi, vi)
  expected <<- rbind(expected, data.frame(file, measure, study, yi = as.numeric(yi),
                                          vi = as.numeric(vi)))
sheet <- function(file, data) write.csv(data, file, row.names = FALSE, quote = FALSE, na = "")

# Two-by-two tables: no empty cell, some, and every place that can be empty.
tables <- list(
  bcg.csv = with(dat.bcg, data.frame(study = trial, ai = tpos, bi = tneg, ci = cpos, di = cneg)),
  nielweise.csv = with(dat.nielweise2007, data.frame(study, ai, n1i, ci, n2i)),
  hine.csv = with(dat.hine1989, data.frame(study, ai, n1i, ci, n2i)),
  landenberger.csv = with(dat.landenberger2005,
    data.frame(study = seq_along(n.cbt.non), ai = n.cbt.non, bi = n.cbt.rec,
               ci = n.ctrl.non, di = n.ctrl.rec)),
  corners.csv = data.frame(study = 1:9,
    ai = c(0, 37, 12, 29, 12, 0, 0, 37, 2.5), bi = c(37, 0, 29, 12, 0, 29, 12, 0, 17.5),
    ci = c(12, 12, 0, 37, 0, 0, 8, 5, 11), di = c(29, 29, 37, 0, 19, 23, 0, 0, 9)))
for (file in names(tables)) {
  d <- tables[[file]]
  sheet(file, d)
  if (is.null(d$bi)) { d$bi <- d$n1i - d$ai; d$di <- d$n2i - d$ci }
  for (measure in c("OR2DN", "OR2DL", "OR", "RR", "RD", "PBIT")) {
    e <- escalc(measure, ai = ai, bi = bi, ci = ci, di = di, data = d,
                to = if (measure == "RD") "none" else "only0", add = 1/2)
    e$vi[e$vi == 0] <- NA # E0612: nobody, or everybody, in both groups
    expect(file, measure, d$study, e$yi, e$vi)
  }
}

# Standardized mean differences, also from the t, F and p that the same studies give.
n <- with(dat.normand1999, data.frame(study, m1i, sd1i, n1i, m2i, sd2i, n2i))
e <- escalc("SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = n)
sheet("normand.csv", n)
expect("normand.csv", "SMD", n$study, e$yi, e$vi)
s <- with(n, sqrt(((n1i - 1) * sd1i^2 + (n2i - 1) * sd2i^2) / (n1i + n2i - 2)))
t <- with(n, (m1i - m2i) / (s * sqrt(1/n1i + 1/n2i)))
form <- rep(c("means", "t", "F", "p"), length.out = nrow(n))
only <- function(name, x) ifelse(form == name, format(x, digits = 17, trim = TRUE), "")
with(n, sheet("statistics.csv", data.frame(study,
  m1i = only("means", m1i), sd1i = only("means", sd1i), n1i, m2i = only("means", m2i),
  sd2i = only("means", sd2i), n2i, ti = only("t", t), fi = only("F", t^2),
  pi = only("p", 2 * pt(-abs(t), n1i + n2i - 2)), diri = ifelse(t < 0, -1, 1))))
expect("statistics.csv", "SMD", n$study, e$yi, e$vi)

# Correlations.
m <- dat.mcdaniel1994[!duplicated(dat.mcdaniel1994$study), ]
m <- m[m$ni > 3, c("study", "ni", "ri")]
sheet("mcdaniel.csv", m)
e <- escalc("ZCOR", ri = ri, ni = ni, data = m)
expect("mcdaniel.csv", "ZCOR", m$study, e$yi, e$vi)
# Borenstein et al. (2009), equations 7.5 and 7.6, with V_r of equation 6.1
v <- with(m, (1 - ri^2)^2 / (ni - 1))
expect("mcdaniel.csv", "COR2D", m$study, 2 * m$ri / sqrt(1 - m$ri^2), 4 * v / (1 - m$ri^2)^3)

# Reported effects: a variance, a standard error, the ends of an interval, and nothing.
r <- data.frame(study = 1:7, yi = c(-0.31, 0.288, 0.037, -1.5, 0.8, 0.1, -0.2),
                vi = c(0.037, NA, NA, NA, 0.288, NA, NA), sei = c(NA, 0.19, NA, NA, 0.7, NA, 0.05),
                ci_lb = c(NA, NA, -0.12, -2.9, NA, 0.02, -0.4), ci_ub = c(NA, NA, 0.19, -0.1, NA, NA, 0))
sheet("reported.csv", r)
v <- ifelse(!is.na(r$vi), r$vi, ifelse(!is.na(r$sei), r$sei^2,
            ((r$ci_ub - r$ci_lb) / (2 * qnorm(0.975)))^2))
y <- ifelse(is.na(v), NA, r$yi)
for (measure in c("GEN", "SMD"))
  expect("reported.csv", measure, r$study, y, v)
expect("reported.csv", "LOR2DN", r$study, y / 1.65, v / 1.65^2)

write.csv(format(expected, digits = 17, trim = TRUE), "expected.csv", row.names = FALSE, quote = FALSE)
