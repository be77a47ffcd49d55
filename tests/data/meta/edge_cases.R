# Writes edge_cases.json, the fits of metafor that tests/unit/test_meta_oracle.c compares
# with besides metafor_cases.json: many studies, huge heterogeneity, other scales,
# Knapp-Hartung with the ad-hoc floor for FE, likelihoods with two tops, and
# meta-regressions.
#
#   Rscript edge_cases.R > edge_cases.json      (Debian: r-base-core r-cran-metafor)
#
# The studies come from fixed formulas: frac(i c) of an irrational c runs evenly through
# (0, 1). Iterations are tightened far below metafor's own limits. Years count from the
# first: with 1948 itself metafor's Q has only ten digits. Models without a constant in
# their columns are left out: metafor 3.8 centres y before it takes Q and tau2, which is
# wrong there.
suppressMessages(library(metafor))

frac <- function(x) x - floor(x)
methods <- c("FE", "DL", "REML", "PM", "HE", "ML", "EB", "SJ")
tests <- c("z", "knha", "adhoc")

num <- function(x) if (length(x) == 0 || is.na(x)) "null" else sprintf("%.17g", x)
nums <- function(x) paste0("[", paste(vapply(x, num, ""), collapse = ", "), "]")
words <- function(x) paste0("[", paste0('"', x, '"', collapse = ", "), "]")
object <- function(...) {
    fields <- list(...)
    paste0("{", paste0('"', names(fields), '": ', fields, collapse = ", "), "}")
}
text <- function(x) paste0('"', x, '"')
array <- function(x) paste0("[\n", paste(x, collapse = ",\n"), "]")

# Limits beside the spread of the effects, so that they suit every scale.
tight <- function(yi, vi) {
    size <- sum(mean(vi), var(yi), na.rm = TRUE)
    list(threshold = 1e-13 * size, maxiter = 100000, tol = 1e-15 * size,
         tau2.max = 1e4 * size)
}

fit <- function(yi, vi, method, test, x = NULL) {
    args <- list(yi = yi, vi = vi, method = method, test = test, control = tight(yi, vi))
    if (!is.null(x))
        args <- c(args, list(mods = x, intercept = FALSE))
    suppressWarnings(do.call(rma, args))
}

# A mean: the fields of metafor_cases.json.
mean_row <- function(yi, vi, method, test) {
    f <- fit(yi, vi, method, test)
    p <- if (method == "FE") list(pi.lb = NA, pi.ub = NA) else predict(f)
    object(method = text(method), test = text(test), tau2 = num(f$tau2),
           se_tau2 = num(f$se.tau2), estimate = num(f$beta[1]), se = num(f$se),
           stat = num(f$zval), ddf = num(f$ddf), pval = num(f$pval),
           ci_lb = num(f$ci.lb), ci_ub = num(f$ci.ub), pi_lb = num(p$pi.lb),
           pi_ub = num(p$pi.ub), I2 = num(f$I2), H2 = num(f$H2), Q = num(f$QE),
           Qp = num(f$QEp))
}

rows <- function(row, ...) {
    pairs <- expand.grid(test = tests, method = methods, stringsAsFactors = FALSE)
    array(mapply(function(m, t) row(..., method = m, test = t), pairs$method, pairs$test))
}

profile <- function(yi, vi, x = NULL) {
    f <- fit(yi, vi, "DL", "z", x)
    ci <- suppressWarnings(confint(f, control = tight(yi, vi)))$random
    nums(ci["tau^2", c("ci.lb", "ci.ub")])
}

case <- function(name, yi, vi) {
    left <- vapply(seq_along(yi), function(i) fit(yi[-i], vi[-i], "DL", "z")$beta[1], 0)
    object(name = text(name), k = length(yi), yi = nums(yi), vi = nums(vi),
           tau2_ci_qprofile = profile(yi, vi), leave1out_DL_estimate = nums(left),
           results = rows(mean_row, yi, vi))
}

# A regression: b, se, stat, pval, ci_lb, ci_ub have one number a column, in the order
# of x (metafor puts the intercept first).
regression_row <- function(yi, vi, x, method, test) {
    f <- fit(yi, vi, method, test, x)
    at <- match(sub("^intercept$", "intrcpt", colnames(x)), rownames(f$beta))
    object(method = text(method), test = text(test), tau2 = num(f$tau2),
           se_tau2 = num(f$se.tau2), b = nums(f$beta[at]), se = nums(f$se[at]),
           stat = nums(f$zval[at]), pval = nums(f$pval[at]), ci_lb = nums(f$ci.lb[at]),
           ci_ub = nums(f$ci.ub[at]), ddf = num(f$ddf), QM = num(f$QM), QMp = num(f$QMp),
           QE = num(f$QE), QEp = num(f$QEp), I2 = num(f$I2), H2 = num(f$H2),
           R2 = num(f$R2))
}

regression <- function(name, yi, vi, x) {
    object(name = text(name), k = length(yi), yi = nums(yi), vi = nums(vi),
           names = words(colnames(x)), x = array(apply(x, 1, nums)),
           tau2_ci_qprofile = profile(yi, vi, x),
           results = rows(regression_row, yi, vi, x))
}

i <- 1:160
many_v <- 0.005 + 0.2 * frac(i * sqrt(5))^2
many_y <- 0.3 + 0.9 * (frac(i * sqrt(2)) - 0.5)
j <- 1:12
few_v <- 0.01 + 0.08 * frac(j * sqrt(5))
few_y <- 0.288 + 1.1 * (frac(j * sqrt(2)) - 0.5)

bcg <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
alloc <- model.matrix(~ factor(alloc), bcg)[, -1]
colnames(alloc) <- c("random", "systematic") # against alternate
bcg_x <- cbind(intercept = 1, ablat = bcg$ablat, year = bcg$year - 1948, alloc)
groups <- model.matrix(~ factor(alloc) - 1, bcg)
colnames(groups) <- c("alternate", "random", "systematic")
four <- i %% 4
many_x <- cbind(dose = 5 + 20 * frac(i * sqrt(3)), intercept = 1,
                year = i %% 31, share = frac(i * sqrt(7)),
                second = 1 * (four == 1), third = 1 * (four == 2),
                fourth = 1 * (four == 3))
spread_v <- 10^(-5 + 5 * frac(i[1:20] * sqrt(5)))

cat(object(
    generator = text(paste("edge_cases.R: R", getRversion(), "metafor",
                           packageVersion("metafor"))),
    cases = array(c(
        case("formula.k160", many_y, many_v),
        case("formula.huge", 1000 * few_y, few_v),
        case("formula.1e-6", 1e-6 * few_y, 1e-12 * few_v),
        case("formula.1e+6", 1e6 * few_y, 1e12 * few_v),
        case("formula.k2.far", c(-37, 58), c(0.0288, 0.37)),
        # Likelihoods with two tops: metafor takes 0 for the higher one (REML, 4), climbs
        # the one that it meets first from Hedges' estimate (10), and steps over one (6).
        case("two.tops.4", c(3.601, 1.444, -0.4514, -0.2623),
             c(2.666, 2.019, 0.004355, 0.09972)),
        case("two.tops.6", c(0.01126, 0.7571, -1.461, -0.1644, -0.01654, -0.1131),
             c(0.003894, 0.06374, 2.254, 0.05513, 0.2678, 0.9812)),
        case("two.tops.10", c(4.62, -0.1487, 0.004472, -0.1132, -0.1426, -0.03114,
                              -0.08681, -0.2021, -0.1481, 0.149),
             c(0.6686, 0.001639, 0.002275, 0.1771, 1.085, 0.03523, 0.0009624, 0.01378,
               0.3852, 0.003448)))),
    regressions = array(c(
        regression("bcg.ablat.year.alloc", as.numeric(bcg$yi), as.numeric(bcg$vi), bcg_x),
        regression("bcg.groups", as.numeric(bcg$yi), as.numeric(bcg$vi), groups),
        regression("formula.k160", many_y, many_v, many_x),
        regression("formula.5.decades", few_y[c(j, 1:8)] + 0.1 * i[1:20] / 20, spread_v,
                   cbind(intercept = 1, dose = frac(i[1:20] * sqrt(3)))),
        # The likelihood of tau2 beats that of 0 by the determinant of X'WX alone.
        regression("two.tops.8",
                   c(-0.1452, 0.06132, 0.2119, -0.4608, -0.6933, -0.4416, -0.2778, -0.5999),
                   c(0.01441, 0.002194, 0.007392, 0.4583, 0.7692, 1.73, 2.663, 1.075),
                   cbind(intercept = 1, dose = c(6, 6, 3, 8, 9, 7, 8, 1))),
        regression("formula.1e+6", 1e6 * few_y, 1e12 * few_v,
                   cbind(intercept = 1, year = j %% 7))))), "\n")
