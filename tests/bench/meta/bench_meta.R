# Median time of metafor's rma() in process; see run.py.
#
#   Rscript bench_meta.R FITS K=FILE ...     "k method microseconds tau2 estimate" lines
#
# FILE holds the studies as "effect variance" lines. Default settings of rma(), test z.
suppressMessages(library(metafor))

arguments <- commandArgs(trailingOnly = TRUE)
fits <- as.integer(arguments[1])
for (argument in arguments[-1]) {
    part <- strsplit(argument, "=", fixed = TRUE)[[1]]
    studies <- read.table(part[2], col.names = c("y", "v"))
    for (method in c("DL", "PM", "REML")) {
        times <- numeric(fits)
        for (i in seq_len(fits)) {
            start <- as.numeric(Sys.time())
            fit <- rma(y, v, data = studies, method = method)
            times[i] <- as.numeric(Sys.time()) - start
        }
        cat(part[1], method, sprintf("%.4f %.10g %.10g\n", median(times) * 1e6, fit$tau2,
                                     fit$beta[1]))
    }
}
