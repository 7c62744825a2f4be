# A sample of the estimates of a warehouse of any size again, by R's survey package; stops where they differ.
#
#   Rscript tests/bench_scale.R DATABASE N
#
# From the base weights: the design of analyses/survey_design.R is raked here. Estimates are drawn by the digest of
# their key, the same at every size. Prints how many were compared, and the largest difference.

source("analyses/survey_design.R")
# Relative to the number itself. The warehouse and R rake until margins hold to some 1e-12, and sum millions of weights.
TOLERANCE <- 1e-7

asked <- read_sql(paste("
  select fitted.*, outcome_variable, outcome_key, statistic, domain_id, group_variable, group_code, split_variable,
    split_code
  from marts.fit_estimates as fitted
  inner join marts.est_estimates as described using (number_key)
  where statistic in ('share', 'mean') and variance_mode = 'calibrated' and fitted.std_error > 0
    and fitted.n_unweighted > 30
  order by md5(number_key) limit", as.integer(commandArgs(trailingOnly = TRUE)[2])))
columns <- setdiff(unique(c(asked$outcome_variable, asked$group_variable, asked$split_variable)), "all")
domains <- paste0("in_", unique(asked$domain_id))
answers <- read_sql(paste("
  select", paste(c(columns, domains), collapse = ", "), "
  from intermediate.int_survey__respondents order by person_id"))
is_of <- function(variable, code) if (variable == "all") TRUE else answers[[variable]] %in% as.numeric(code)

differences <- mapply(function(i) {
  one <- asked[i, ]
  outcome <- answers[[one$outcome_variable]]
  is_member <- answers[[paste0("in_", one$domain_id)]] %in% c(TRUE, "true") & !is.na(outcome) &
    is_of(one$group_variable, one$group_code) & is_of(one$split_variable, one$split_code)
  is_share <- one$statistic == "share"
  of <- design
  of$variables <- data.frame(
    is_member = is_member,
    y = ifelse(is_member, if (is_share) outcome %in% as.numeric(strsplit(one$outcome_key, ";")[[1]]) else outcome, 0)
  )
  of <- subset(of, is_member)
  result <- if (is_share) svyciprop(~y, of, method = "xlogit", df = degf(design)) else svymean(~y, of)
  interval <- if (is_share) attr(result, "ci") else confint(result, df = degf(design))
  ours <- c(one$estimate, one$std_error, one$ci_low, one$ci_high)
  # Of the interval relative to its length, as its ends may be near zero.
  max(abs(c(coef(result)[[1]], SE(result)[[1]], interval) - ours) / c(ours[1:2], rep(ours[4] - ours[3], 2)))
}, seq_len(nrow(asked)))
cat(nrow(asked), "estimates, largest relative difference", format(max(differences), digits = 1))
if (max(differences) > TOLERANCE) stop("the warehouse and R differ: ", asked$number_key[which.max(differences)])
