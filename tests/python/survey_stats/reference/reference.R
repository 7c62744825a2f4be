# Computes the reference results that tests/python/survey_stats compare with, by R's survey package.
#
# Data: the California Academic Performance Index files that the package ships (data(api)); see ?api.
#   apistrat  their stratified sample, 200 schools, with finite population correction. `awards` is nested
#             in `sch_wide`, so the calibration variables are collinear on purpose.
#   apiquart  every fourth school of the population file, 1,549 schools, with base weights that vary
#             inside the strata and an outcome (enroll) that some schools lack.
# Run from this folder:  Rscript reference.R        (Debian: r-base-core r-cran-survey r-cran-jsonlite)
# Writes apistrat.csv, apiquart.csv and reference.json. The tests need the files only, not R.

suppressPackageStartupMessages({
  library(survey)
  library(jsonlite)
})
data(api)

DIGITS <- 15
prepare <- function(schools) {
  out <- data.frame(
    stype = as.character(schools$stype),
    awards = as.character(schools$awards),
    sch_wide = as.character(schools$sch.wide),
    comp_imp = as.character(schools$comp.imp),
    ell_group = as.character(cut(schools$ell, c(-1, 10, 30, 100), labels = c("low", "mid", "high"))),
    meals_group = as.character(cut(schools$meals, c(-1, 25, 50, 75, 100), labels = 1:4)),
    api00 = schools$api00,
    api99 = schools$api99,
    ell = schools$ell,
    meals = schools$meals,
    mobility = schools$mobility,
    enroll = schools$enroll,
    stringsAsFactors = FALSE
  )
  # A calendar-year-like outcome: far from zero against its spread.
  out$founded <- 1900 + schools$full
  out$comp <- as.numeric(out$comp_imp == "Yes")
  out$top <- as.numeric(out$api00 >= 850)
  out
}

population <- prepare(apipop)
stratum_size <- table(population$stype)

samples <- list(
  apistrat = prepare(apistrat),
  apiquart = population[seq(1, nrow(population), by = 4), ]
)
auxiliaries <- list(
  apistrat = c("awards", "sch_wide", "ell_group"),
  apiquart = c("awards", "sch_wide", "ell_group", "meals_group")
)
samples$apistrat$base_weight <- apistrat$pw
quarter <- samples$apiquart
quarter$base_weight <- as.numeric(stratum_size[quarter$stype]) / as.numeric(table(quarter$stype)[quarter$stype])
quarter$base_weight <- quarter$base_weight * c("1" = 0.8, "2" = 1, "3" = 1.1, "4" = 1.4)[quarter$meals_group]
samples$apiquart <- quarter

# Names of domains, as R expressions and as the variable = value pairs that the tests select by.
domains <- list(
  all = list(),
  elementary = list(stype = "E"),
  high = list(stype = "H"),
  awarded = list(awards = "Yes"),
  unawarded = list(awards = "No"),
  improved = list(comp_imp = "Yes"),
  poor = list(meals_group = "4"),
  middle_english = list(stype = "M", ell_group = "low")
)
in_domain <- function(data, domain) {
  Reduce(`&`, Map(function(v, x) data[[v]] == x, names(domain), domain), rep(TRUE, nrow(data)))
}

results <- list()
add <- function(...) results[[length(results) + 1]] <<- list(...)

weights_of <- list()
margins <- list()
for (name in names(samples)) {
  sample <- samples[[name]]
  sample$row <- seq_len(nrow(sample))
  sample$population_size <- as.numeric(stratum_size[sample$stype])
  formula <- as.formula(paste("~ stype * (", paste(auxiliaries[[name]], collapse = " + "), ")"))
  totals <- colSums(model.matrix(formula, population))
  plain <- svydesign(ids = ~1, strata = ~stype, weights = ~base_weight, data = sample)
  corrected <- svydesign(ids = ~1, strata = ~stype, weights = ~base_weight, fpc = ~population_size, data = sample)
  rake_it <- function(design) {
    calibrate(design, formula, totals, calfun = "raking", epsilon = 1e-13, maxit = 1000)
  }
  calibrated <- rake_it(plain)
  sample$calibrated_weight <- weights(calibrated)
  weights_of[[name]] <- weights(calibrated)
  margins[[name]] <- do.call(rbind, lapply(auxiliaries[[name]], function(v) {
    counts <- as.data.frame(table(population$stype, population[[v]]), stringsAsFactors = FALSE)
    data.frame(stratum = counts$Var1, variable = v, category = counts$Var2, population = counts$Freq)
  }))
  designs <- list(
    list(mode = "calibrated", fpc = TRUE, design = rake_it(corrected)),
    list(mode = "calibrated", fpc = FALSE, design = calibrated),
    list(mode = "pweight", fpc = TRUE, design = svydesign(
      ids = ~1, strata = ~stype, weights = ~calibrated_weight, fpc = ~population_size, data = sample)),
    list(mode = "pweight", fpc = FALSE, design = svydesign(
      ids = ~1, strata = ~stype, weights = ~calibrated_weight, data = sample))
  )
  for (d in designs) {
    # The design degrees of freedom: all respondents minus strata, domain or not.
    df <- nrow(sample) - length(unique(sample$stype))
    srs <- if (d$fpc) TRUE else "replace"
    for (outcome in c("api00", "enroll", "founded", "comp", "top")) {
      is_share <- outcome %in% c("comp", "top")
      formula_y <- as.formula(paste0("~", outcome))
      for (domain in names(domains)) {
        members <- in_domain(sample, domains[[domain]]) & !is.na(sample[[outcome]])
        if (length(unique(sample[[outcome]][members])) < 2) next
        d$design$variables$member <- members
        part <- subset(d$design, member)
        mean <- svymean(formula_y, part, deff = srs, na.rm = TRUE)
        total <- svytotal(formula_y, part, deff = srs, na.rm = TRUE)
        interval <- confint(mean, df = df)
        if (is_share) interval <- attr(svyciprop(formula_y, part, method = "xlogit", df = df), "ci")
        case <- list(data = name, mode = d$mode, fpc = d$fpc, outcome = outcome, domain = domains[[domain]])
        add(kind = "mean", case = case, is_share = is_share, degrees_of_freedom = df,
            estimate = coef(mean)[[1]], std_error = SE(mean)[[1]], design_effect = deff(mean)[[1]],
            ci_low = interval[1], ci_high = interval[2],
            n_unweighted = sum(members), n_weighted = sum(weights(d$design)[members]))
        add(kind = "total", case = case, estimate = coef(total)[[1]], std_error = SE(total)[[1]],
            design_effect = deff(total)[[1]])
        if (is_share) {
          # svyciprop(method = "logit") step by step: it cannot be told to iterate to the end.
          logit <- svyglm(as.formula(paste(outcome, "~ 1")), part, family = quasibinomial,
                          control = glm.control(epsilon = 1e-15, maxit = 100))
          ci <- plogis(as.numeric(confint(logit, 1, level = 0.95, method = "Wald", ddf = df)))
          add(kind = "logit_interval", case = case, ci_low = ci[1], ci_high = ci[2])
        }
      }
      # Differences between the groups of each variable: the t-test of svyttest on the two groups, which
      # is the slope of a saturated regression. Only the degrees of freedom are the design's.
      for (group in c("stype", "awards", "comp_imp", "meals_group", "ell_group")) {
        pairs <- combn(sort(unique(sample[[group]])), 2)
        for (column in seq_len(ncol(pairs))) {
          pair <- pairs[, column]
          d$design$variables$is_first <- as.numeric(sample[[group]] == pair[1])
          d$design$variables$member <- sample[[group]] %in% pair & !is.na(sample[[outcome]])
          ttest <- svyttest(as.formula(paste(outcome, "~ is_first")), subset(d$design, member))
          t <- ttest$statistic[[1]]
          # Groups that are constant in the outcome differ without variance: nothing to compare.
          if (!is.finite(t) || abs(t) > 1e9) next
          add(kind = "difference", case = list(data = name, mode = d$mode, fpc = d$fpc, outcome = outcome),
              group = group, first = pair[1], second = pair[2],
              difference = ttest$estimate[[1]], std_error = ttest$estimate[[1]] / t, statistic = t,
              degrees_of_freedom = df, p_value = 2 * pt(-abs(t), df))
        }
      }
    }
  }

  # Regressions: weights as given, no fpc, rows that are a domain of the design.
  design <- designs[[4]]$design
  regressions <- list(
    list(outcome = "api00", numeric = c("ell", "mobility"), factors = list(), domain = "all"),
    list(outcome = "api00", numeric = c("ell"), factors = list(awards = "No", meals_group = "2"), domain = "all"),
    list(outcome = "comp", numeric = c("mobility"), factors = list(ell_group = "mid", meals_group = "1"), domain = "unawarded"),
    list(outcome = "enroll", numeric = c("api99"), factors = list(comp_imp = "No"), domain = "elementary"),
    list(outcome = "founded", numeric = character(0), factors = list(stype = "M", ell_group = "high"), domain = "unawarded")
  )
  for (r in regressions) {
    used <- c(r$outcome, r$numeric, names(r$factors))
    members <- in_domain(sample, domains[[r$domain]]) & complete.cases(sample[used])
    for (v in names(r$factors)) {
      design$variables[[v]] <- relevel(factor(sample[[v]]), ref = r$factors[[v]])
    }
    design$variables$member <- members
    part <- subset(design, member)
    fit <- svyglm(as.formula(paste(r$outcome, "~", paste(c(r$numeric, names(r$factors)), collapse = " + "))), part)
    table <- summary(fit)$coefficients
    w <- weights(part)
    y <- part$variables[[r$outcome]]
    add(kind = "regression", case = list(data = name, outcome = r$outcome, domain = domains[[r$domain]]),
        numeric = I(r$numeric), factors = r$factors,
        term_names = rownames(table), coefficients = unname(table[, 1]), std_error = unname(table[, 2]),
        statistic = unname(table[, 3]), p_value = unname(table[, 4]), vcov = unname(vcov(fit)),
        degrees_of_freedom = fit$df.residual, n_unweighted = sum(members),
        r_squared = 1 - sum(w * residuals(fit, "response")^2) / sum(w * (y - weighted.mean(y, w))^2))
  }

  # Grouped logistic regression, the model of non-response: the group's totals stand for rows.
  logistic <- glm(comp ~ ell_group + meals_group, binomial, sample, epsilon = 1e-16, maxit = 100)
  wald <- lapply(c("ell_group", "meals_group"), function(v) {
    of <- grep(v, names(coef(logistic)))
    statistic <- drop(coef(logistic)[of] %*% solve(vcov(logistic)[of, of], coef(logistic)[of]))
    list(variable = v, df = length(of), statistic = statistic,
         p_value = pchisq(statistic, length(of), lower.tail = FALSE))
  })
  add(kind = "logistic", case = list(data = name), coefficients = unname(coef(logistic)),
      std_error = unname(sqrt(diag(vcov(logistic)))),
      p_value = unname(summary(logistic)$coefficients[, 4]), wald = wald)

  sample$row <- NULL
  numbers <- c("base_weight", "calibrated_weight")
  sample[numbers] <- lapply(sample[numbers], function(x) sprintf("%.17g", x))
  write.csv(sample, paste0(name, ".csv"), row.names = FALSE, quote = FALSE, na = "")
}

write_json(
  list(
    r_version = R.version.string,
    survey_version = as.character(packageVersion("survey")),
    auxiliaries = auxiliaries,
    stratum_population = as.list(setNames(as.numeric(stratum_size), names(stratum_size))),
    margins = margins,
    cases = results
  ),
  "reference.json", digits = I(DIGITS), auto_unbox = TRUE, dataframe = "columns", matrix = "rowmajor"
)
