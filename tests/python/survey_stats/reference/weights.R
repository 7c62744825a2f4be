# Computes what R's survey makes of weights calibrated within bounds or strata, trimmed, multiplied, and of lone
# units, for tests/python/survey_stats/test_weights_against_r.py: each on three data sets (data/, by designs.R).
#
# Run from this folder:  Rscript weights.R        (Debian: r-base-core r-cran-survey r-cran-jsonlite)
# Writes weights.json. Margins are the sample's, moved by some per cent; multipliers follow a rule that both have.

suppressPackageStartupMessages({
  library(survey)
  library(jsonlite)
})
invisible(Sys.setlocale("LC_COLLATE", "C"))
options(warn = 2)

DATA <- list(
  apistrat = list(strata = "stype", margins = c("awards", "ell_group"), y = "api00", by = "sch_wide", lone = "county"),
  apiquart = list(strata = "stype", margins = c("awards", "ell_group"), y = "api00", by = "sch_wide", lone = "county"),
  respondents = list(strata = "stratum", margins = c("gender", "age_group"), y = "desire", by = "is_trained"),
  apisrs = list(strata = NULL, lone = "county", y = "api00", by = "sch_wide")
)
REPLICATES <- 12
cases <- list()

figures <- function(design, y, by) {
  one <- function(stat) list(estimate = unname(coef(stat)), std_error = unname(as.numeric(SE(stat))))
  f <- as.formula(paste0("~", y))
  list(mean = one(svymean(f, design, na.rm = TRUE)), total = one(svytotal(f, design, na.rm = TRUE)),
       by = one(svyby(f, as.formula(paste0("~", by)), design, svymean, na.rm = TRUE)))
}

for (name in names(DATA)) {
  spec <- DATA[[name]]
  frame <- read.csv(gzfile(file.path("data", paste0(name, ".csv.gz"))), colClasses = c(county = "character")[0])
  keep <- !is.na(frame[[spec$by]])
  frame <- frame[keep, ]
  add <- function(kind, design, ...) {
    cases[[length(cases) + 1]] <<- list(data = name, kind = kind, spec = spec[!sapply(spec, is.null)], ...,
                                        figures = figures(design, spec$y, spec$by))
  }
  if (!is.null(spec$lone)) {
    alone <- svydesign(~1, strata = as.formula(paste0("~", spec$lone)), weights = ~weight, data = frame)
    for (lonely in c("remove", "certainty", "average")) {
      options(survey.lonely.psu = lonely, survey.adjust.domain.lonely = FALSE)
      add("lonely", alone, lonely = lonely)
    }
    options(survey.lonely.psu = "fail")
  }
  if (is.null(spec$strata)) next
  for (v in c(spec$strata, spec$margins)) frame[[v]] <- factor(frame[[v]])
  plain <- svydesign(~1, strata = as.formula(paste0("~", spec$strata)), weights = ~weight, data = frame)
  a <- frame[[spec$margins[1]]]
  b <- frame[[spec$margins[2]]]
  moved <- frame$weight * ifelse(a == levels(a)[1], 1.05, 0.97) * ifelse(b == levels(b)[1], 1.1, 1)
  totals <- function(groups) {
    found <- lapply(spec$margins, function(v) {
      sums <- aggregate(list(total = moved), c(list(category = as.character(frame[[v]])), groups), sum)
      cbind(variable = v, sums)
    })
    do.call(rbind, found)
  }
  for (within in c(FALSE, TRUE)) for (method in c("raking", "linear", "logit")) for (bounded in c(FALSE, TRUE)) {
    if (bounded != (method == "logit") && within) next
    if (!within && (method == "logit" || !bounded)) next
    bounds <- if (bounded) c(0.8, 1.3) else NULL
    sums <- paste0("(", paste(spec$margins, collapse = " + "), ")")
    f <- as.formula(paste0("~", if (within) paste0(spec$strata, " * "), sums))
    design <- do.call(calibrate, c(
      list(plain, f, colSums(moved * model.matrix(f, frame)), calfun = method, epsilon = 1e-13, maxit = 2000),
      if (bounded) list(bounds = bounds)))
    groups <- if (within) setNames(list(as.character(frame[[spec$strata]])), spec$strata) else list()
    margins <- as.list(totals(groups))
    add("calibrated", design, method = method, bounds = bounds, within = if (within) spec$strata, margins = margins)
    if (method == "raking") {
      # R repeats rounds by recursion until none exceeds: both bounds at once, and strictly, it may never end.
      limit <- round(unname(quantile(weights(design), c(0.1, 0.9))), 3)
      for (strict in c(FALSE, TRUE)) {
        lower <- if (strict) 0 else limit[1]
        add("trimmed", trimWeights(design, lower = lower, upper = limit[2], strict = strict), method = method,
            bounds = bounds, within = if (within) spec$strata, margins = margins, lower = lower, upper = limit[2],
            strict = strict)
      }
    }
  }
  rule <- function(i, r) ((i * 7 + r * 13 + i %/% 5) %% 5) / 2
  drawn <- outer(seq_len(nrow(frame)) - 1, seq_len(REPLICATES) - 1, rule)
  add("multiplied", svrepdesign(data = frame, weights = ~weight, repweights = drawn, type = "other",
                                combined.weights = FALSE, scale = 1 / (REPLICATES - 1), rscales = rep(1, REPLICATES),
                                mse = FALSE), replicates = REPLICATES)
}
write_json(cases, "weights.json", digits = I(15), auto_unbox = TRUE, null = "null")
