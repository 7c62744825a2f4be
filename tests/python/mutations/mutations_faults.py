"""The faults: single changes of one model's compiled SQL, of the kinds that are made when such SQL is written."""

from mutations_warehouse import Fault

_FAULTS: dict[str, list[tuple[str, str, str]]] = {
    "pub_estimates": [
        ("bounds swapped", "round(estimates.ci_low, ", "round(estimates.ci_high, "),
        ("n of another count", "cast(estimates.n_unweighted as", "cast(estimates.n_with_outcome as"),
        (
            "English for Danish",
            "labels.group_value_label_da",
            "labels.group_value_label_en as group_value_label_da",
        ),
        (
            "rounded to a digit less",
            "round(estimates.estimate, estimates.decimals)",
            "round(estimates.estimate, estimates.decimals - 1)",
        ),
        (
            "estimate not withheld",
            "case when not estimates.is_suppressed then round(estimates.estimate, estimates.decimals) end",
            "round(estimates.estimate, estimates.decimals)",
        ),
        (
            "n not withheld",
            "case when not estimates.is_suppressed then cast(estimates.n_unweighted as integer) end",
            "cast(estimates.n_unweighted as integer)",
        ),
        ("nothing is called withheld", "    estimates.is_suppressed,\n", "    false as is_suppressed,\n"),
        ("group for outcome", "labels.outcome_label_en,", "labels.group_label_en as outcome_label_en,"),
        (
            "design effect doubled",
            "round(estimates.design_effect, 1)",
            "round(2 * estimates.design_effect, 1)",
        ),
        (
            "order of the outcome for the group's",
            "cast(labels.group_sort as integer)",
            "cast(labels.outcome_sort as integer)",
        ),
        (
            "labels joined on half a key",
            "estimates.number_key = labels.number_key",
            "split_part(estimates.number_key, '|', 1) = labels.number_key",
        ),
        ("another mode of variance", "estimates.variance_mode", "'pweight' as variance_mode"),
        ("said to be real", "True as is_synthetic", "False as is_synthetic"),
        ("a synthetic number called a finding", "then 'not_a_finding'", "then 'computed'"),
    ],
    "pub_key_figures": [
        (
            "bounds swapped",
            "    estimates.ci_low,\n    estimates.ci_high,",
            "    estimates.ci_high as ci_low,\n    estimates.ci_low as ci_high,",
        ),
        (
            "unit flipped",
            "when estimates.statistic = 'share' then",
            "when estimates.statistic != 'share' then",
        ),
        ("English headline in Danish", "key_figures.headline_da", "key_figures.headline_en as headline_da"),
        (
            "another figure's reference",
            "on estimates.figure_id = figures.figure_id",
            "on figures.figure_id = 'fig_3_1'",
        ),
        (
            "value for group",
            "coalesce(estimates.group_value_label_da, estimates.outcome_value_label_da)",
            "estimates.outcome_value_label_da",
        ),
    ],
    "pub_cube": [
        ("standard error for a bound", "round(estimates.ci_low, ", "round(estimates.std_error, "),
        (
            "rounded to a digit less",
            "round(estimates.std_error, estimates.decimals)",
            "round(estimates.std_error, estimates.decimals - 1)",
        ),
        ("n of another count", "cast(estimates.n_unweighted as", "cast(estimates.n_with_outcome as"),
        (
            "n not withheld",
            "case when not estimates.is_suppressed then cast(estimates.n_unweighted as integer) end",
            "cast(estimates.n_unweighted as integer)",
        ),
        ("group and split exchanged", "    asked.group_code,\n", "    asked.split_code as group_code,\n"),
        ("filter dropped", "where asked.asked_by = 'cube'", ""),
        (
            "splits left out",
            "where asked.asked_by = 'cube'",
            "where asked.asked_by = 'cube' and asked.split_variable = 'all'",
        ),
    ],
    "pub_frequencies": [
        (
            "counted one by one",
            "/ case when told.is_counted then 1 else 5 end) * case when told.is_counted then 1 else 5 end",
            ")",
        ),
        (
            "count not withheld",
            "when not estimates.is_suppressed then cast(round(estimates.n_with_outcome",
            "when true then cast(round(estimates.n_with_outcome",
        ),
        (
            "reason called by an answer's name",
            "statuses.code_list = 'answer_status'",
            "statuses.code_list = 'agree5'",
        ),
        ("means left out", "in ('frequency', 'level', 'status')", "in ('frequency', 'status')"),
    ],
    "pub_printed_numbers": [
        ("other persons, the same number", "and estimates.n_unweighted = others.n_unweighted", ""),
        ("another group, the same number", "and estimates.group_code = others.group_code", ""),
        (
            "printed under one key only",
            "where others.number_key not in",
            "where false and others.number_key not in",
        ),
        ("what differs called printed", "verdict = 'reproduced'", "verdict in ('reproduced', 'differs')"),
    ],
    "pub_group_tests": [
        ("sign flipped", "round(tests.difference, ", "round(-tests.difference, "),
        (
            "keys exchanged",
            "tests.number_key_a,\n    tests.number_key_b,",
            "tests.number_key_b as number_key_a,\n    tests.number_key_a as number_key_b,",
        ),
        ("one group named twice", "codes_b.label_da as", "codes_a.label_da as"),
        (
            "raw for adjusted p-value",
            "greatest(floor(1000 * tests.p_value_holm)",
            "greatest(floor(1000 * tests.p_value)",
        ),
        (
            "p-value shown as 0",
            "greatest(floor(1000 * tests.p_value) / 1000, 0.0001)",
            "floor(1000 * tests.p_value) / 1000",
        ),
        (
            "p-value rounded up",
            "floor(1000 * tests.p_value)",
            "round(1000 * tests.p_value)",
        ),
        (
            "a decimal more",
            "0.01 * nullif(tests.std_error, 0))), 3))) as integer)) end as difference",
            "0.001 * nullif(tests.std_error, 0))), 3))) as integer)) end as difference",
        ),
        (
            "adjusted p-values withheld",
            "case when not tests.is_family_suppressed",
            "case when tests.is_family_suppressed",
        ),
        ("another mode of variance", "'calibrated' as", "'pweight' as"),
    ],
    "pub_cube_tests": [
        ("a computed number called printed", "when false then 'printed'", "when true then 'printed'"),
        (
            "raw for adjusted p-value",
            "greatest(floor(1000 * p_value_holm)",
            "greatest(floor(1000 * p_value)",
        ),
        (
            "adjusted p-values tell of a withheld one",
            "bool_or(is_suppressed) over (partition by test_family)",
            "is_suppressed",
        ),
        (
            "withheld only if both are",
            "first_numbers.is_suppressed or second",
            "first_numbers.is_suppressed and second",
        ),
        (
            "difference not withheld",
            "case when not is_suppressed then round(difference,",
            "case when true then round(difference,",
        ),
    ],
    "pub_regression_terms": [
        (
            "standard error for p-value",
            "greatest(floor(1000 * terms.p_value) / 1000, 0.0001)",
            "terms.std_error",
        ),
        ("standard error doubled", "round(terms.std_error, ", "round(2 * terms.std_error, "),
        ("stars of the other legend", "terms.stars_appendix", "terms.stars_figures as stars_appendix"),
        ("labels without the level", "\n        and terms.level_code = codes.code", ""),
        (
            "standard error for printed coefficient",
            "max(printed_value) as printed_c",
            "max(printed_std_error) as printed_c",
        ),
        (
            "deviation the wrong way round",
            "terms.coefficient - printed.printed_coefficient",
            "printed.printed_coefficient - terms.coefficient",
        ),
        ("stars of nothing printed", "max(printed_significance) as", "max(printed_text) as"),
        ("model called by its name in Danish", "models.label_en as", "models.label_da as"),
    ],
    "pub_merged_categories": [
        ("Danish for English", "|| ' or ' ||", "|| ' eller ' ||"),
        ("a rest that belongs to two runs", "rests.runs_left = 1 and", "rests.runs_left >= 1 and"),
        (
            "a rest that belongs to other categories too",
            " and rests.categories_in_runs = known.categories_withheld",
            "",
        ),
        ("what is withheld alone", "having count(*) > 1", "having count(*) > 0"),
        ("what another wave leaves", "together.wave = rests.wave\n        and ", ""),
    ],
    "pub_archetypes": [
        (
            "a mirrored trait's own key",
            "    archetypes.fitted_key,\n",
            "    archetypes.number_key as fitted_key,\n",
        ),
        (
            "rounded to a digit less",
            "round(archetypes.effect_points, ",
            "round(archetypes.effect_points, -1 + ",
        ),
        (
            "threshold flipped",
            "archetypes.is_above_threshold",
            "not archetypes.is_above_threshold as is_above_threshold",
        ),
    ],
    "pub_register_margins": [
        ("respondents for sample", "round(margins.share_sample, 3)", "round(margins.share_respondents, 3)"),
        ("weighted for population", "round(margins.share_population, 3)", "round(margins.share_weighted, 3)"),
    ],
    "pub_response_flow": [
        ("rounded to whole numbers", "round(flow.value, 3)", "round(flow.value, 0)"),
        ("every count of a printed key as printed", "else flow.value\n", "else printed.printed_value\n"),
    ],
    "pub_response_model": [
        (
            "p-value of the opposite",
            "greatest(floor(1000 * models.p_value)",
            "greatest(floor(1000 - 1000 * models.p_value)",
        ),
        ("coefficient for statistic", "round(models.statistic, 2)", "round(models.coefficient, 2)"),
    ],
    "pub_strata": [
        (
            "fraction upside down",
            "round(wide.sample_n / wide.population_n, 3)",
            "round(wide.population_n / wide.sample_n, 3)",
        ),
        (
            "partial answers for none",
            "measure_id = 'no_answer_n' then value",
            "measure_id = 'partial_n' then value",
        ),
        ("weight of the sample", "wide.population_n / wide.complete_n", "wide.population_n / wide.sample_n"),
        (
            "English for Danish",
            "coalesce(codes.label_da, totals.label_da)",
            "coalesce(codes.label_en, totals.label_en)",
        ),
        (
            "key of another count",
            "measure_id = 'partial_n' then number_key",
            "measure_id = 'no_answer_n' then number_key",
        ),
    ],
    "pub_weight_diagnostics": [
        ("few trimmed persons told", "< 5, false)", "< 0, false)"),
        (
            "extremes of few persons told",
            "over (partition by stratum_code) * 0.01\n    < 5",
            "over (partition by stratum_code) * 0.01\n    < 0",
        ),
        ("rounded to whole numbers", "then round(value, ", "then round(value, -3 + "),
    ],
    "pub_figures": [
        ("first N for the second", "else second_bases.n_ours", "else first_bases.n_ours"),
        (
            "N of the figure's domain for its models'",
            "figures.variance_mode = 'pweight' then model_sizes.first_n",
            "false then model_sizes.first_n",
        ),
        (
            "English population in Danish",
            " domains.label_da as population_da",
            " domains.label_en as population_da",
        ),
        ("second population is the first", "second_domains.label_en as", "domains.label_en as"),
        ("title for finding", "figures.finding_en", "figures.title_en as finding_en"),
        ("the catalogue said to be synthetic", " and figures.data_source in ('survey', 'register')", ""),
    ],
    "pub_replication": [
        (
            "standard error for a bound",
            "round(replication.our_ci_low, ",
            "round(replication.our_std_error, ",
        ),
        (
            "difference the wrong way round",
            "round(replication.difference, ",
            "round(-replication.difference, ",
        ),
        ("English for Danish", "labels.label_da as", "labels.label_en as"),
        ("reason in English only", "reasons.reason_da", "reasons.reason_en as reason_da"),
        ("no reason", "replication.reason_code = reasons.reason_code", "false"),
        (
            "our N for the printed one",
            "replication.n_printed",
            "cast(replication.n_ours as integer) as n_printed",
        ),
        (
            "value not withheld",
            "case when not coalesce(replication.is_suppressed, false) then round(replication.our_value,",
            "case when true then round(replication.our_value,",
        ),
        (
            "labels without the measure",
            "\n        and coalesce(replication.measure, 'value') = labels.measure",
            "",
        ),
    ],
    "pub_claims": [
        (
            "standard error for p-value",
            "greatest(floor(1000 * claims.p_value) / 1000, 0.0001)",
            "claims.our_std_error",
        ),
        (
            "Danish for English",
            "descriptions.description_en",
            "descriptions.description_da as description_en",
        ),
        ("printed direction for ours", "claims.our_direction", "claims.printed_direction as our_direction"),
        ("no reason", "claims.reason_code = reasons.reason_code", "false"),
    ],
    "pub_wave_estimates": [
        ("standard error for a bound", "    judged.ci_low,\n", "    judged.std_error as ci_low,\n"),
        ("verdict for its label", "verdicts.label_en as", "verdicts.change_verdict as"),
    ],
    "pub_codebook": [
        ("Danish for English", "routing.routing_en", "routing.routing_da as routing_en"),
        ("filters counted as uses", "\n    where role != 'filter'\n    union\n", "\n    union\n"),
        (
            "everybody's condition told",
            "filter (where not conditions.is_met_by_all),\n            max(everybody.label_en)",
            "filter (where true),\n            max(everybody.label_en)",
        ),
        ("another topic", "min(topic_id) as", "max(statistic) as"),
    ],
    "pub_about": [
        ("the notice of real data", "texts.key != 'delivered_notice'", "texts.key != 'synthetic_notice'"),
        ("numbers of a stratum", "stratum_code = 'all'", "stratum_code = '1'"),
        (
            "no wave cited",
            "(texts.value_da, '{version}', editions.version), '{date}', editions.revised_on),\n        '{wave}'",
            "(texts.value_da, '{version}', editions.version), '{date}', editions.revised_on),\n        '{year}'",
        ),
        ("an address that is not given", "and texts.value_da is not null", "and true"),
    ],
    "pub_vignette": [
        (
            "Danish for English",
            "    text_en,\n        sort_order\n    from",
            "    text_da as text_en,\n        sort_order\n    from",
        ),
        (
            "reference flipped",
            "texts.code = reference_categories.reference_code",
            "texts.code != reference_categories.reference_code",
        ),
    ],
    "pub_figure_sources": [
        ("weighted flipped", "figures.data_source = 'survey' as", "figures.data_source != 'survey' as"),
        (
            "question of the derived variable",
            "on sources.source_variable = delivered.variable_name",
            "on used.variable_name = delivered.variable_name",
        ),
        (
            "regressors left out",
            "list_contains(string_split(models.term_sets, ';'), terms.term_set)",
            "models.term_sets = terms.term_set",
        ),
    ],
    "pub_figure_tables": [
        ("another table's name", "'pub_archetypes' as", "'pub_estimates' as"),
    ],
    "pub_cube_outcomes": [
        (
            "ticked boxes called by their code",
            "when variables.code_list = 'selected' then variables.label_en",
            "when false then variables.label_en",
        ),
        (
            "scale from its end",
            "coalesce(variables.min_value, scales.lowest)",
            "coalesce(variables.min_value, scales.highest)",
        ),
        ("Danish for English", "then 'Mean'", "then 'Gennemsnit'"),
    ],
    "pub_cube_groups": [
        ("labels without the code", "\n        and used.code = codes.code", ""),
        (
            "order of the category for the variable",
            "cast(backgrounds.sort_order as integer)",
            "cast(codes.sort_order as integer)",
        ),
    ],
    "pub_catalogue_region_category": [
        (
            "courses for awarding ones",
            "coalesce(counted.n_ects_awarding, 0)",
            "coalesce(counted.n_courses, 0)",
        ),
    ],
    "pub_catalogue_summary": [
        ("mean for median", "median(duration_hours)", "avg(duration_hours)"),
    ],
    "pub_searched_bodies": [
        (
            "joined on the wrong name",
            "on bodies.provider_in_catalogue = counted.provider",
            "on bodies.body_name = counted.provider",
        ),
    ],
    "est_estimates": [
        ("bounds swapped", "fitted.ci_low", "fitted.ci_high as ci_low"),
        ("n of another count", "numbers.n_unweighted", "numbers.n_with_outcome as n_unweighted"),
        ("nothing withheld", "suppression.is_suppressed", "false as is_suppressed"),
        ("group and split exchanged", "numbers.group_code", "numbers.split_code as group_code"),
        ("another mode of variance", "'calibrated' as", "'pweight' as"),
    ],
    "est_figure_estimates": [
        ("standard error doubled", "estimates.std_error", "2 * estimates.std_error as std_error"),
        ("with the outcome for all", "estimates.n_unweighted", "estimates.n_with_outcome as n_unweighted"),
    ],
    "est_group_tests": [
        ("withheld only if both are", "estimates_b.is_suppressed as is_suppressed", "false as is_suppressed"),
        ("tests counted over all families", "over (partition by pairs.test_family)", "over ()"),
        ("first group twice", "tests.group_code_b", "tests.group_code_a as group_code_b"),
    ],
    "est_archetypes": [
        ("nearest for furthest", "order by effect desc", "order by effect"),
        (
            "threshold flipped",
            "lead_over_reference * effect_scale > 5",
            "lead_over_reference * effect_scale < 5",
        ),
        (
            "points of one for points of 100",
            "then 100 else 1 end as effect_scale",
            "then 1 else 1 end as effect_scale",
        ),
    ],
    "est_figure_bases": [
        ("first domain twice", "second_domain_id as domain_id", "domain_id"),
    ],
    "est_register_margins": [
        (
            "respondents for sample",
            "estimates.n_unweighted as n_sample",
            "estimates.n_with_outcome as n_sample",
        ),
        (
            "share of the whole table",
            "sum(persons.n_respondents) over (partition by persons.variable_name)",
            "sum(persons.n_respondents) over ()",
        ),
        (
            "total lost",
            "case when variable_name = 'total' then stratum_code else category_code end",
            "category_code",
        ),
    ],
    "est_regression_terms": [
        ("reference not named", "true as is_reference", "false as is_reference"),
        (
            "key without the level",
            "terms.variable_name || '=' || terms.level_code",
            "terms.variable_name || '=' || terms.variable_name",
        ),
        ("models with few degrees of freedom", "having max(degrees_of_freedom) >= 10", ""),
        ("lines through few persons", "where coalesce(not lines.is_withheld, true)", ""),
        ("order lost", "coalesce(term_order.term_order, 0)", "coalesce(term_order.term_order, 1)"),
    ],
    "est_response_flow": [
        ("gross for net", "cast(managers_n / sample_n as double)", "cast(complete_n / sample_n as double)"),
        (
            "ineligible kept",
            "managers_n / (sample_n - non_managers_n)",
            "managers_n / (sample_n - partial_n)",
        ),
        (
            "partial answers for complete ones",
            "when outcome_key = '1;2' then n_with_outcome",
            "when outcome_key = '3' then n_with_outcome",
        ),
    ],
    "est_weight_diagnostics": [
        (
            "another percentile",
            "quantile_cont(calibrated_weight, 0.99)",
            "quantile_cont(calibrated_weight, 0.95)",
        ),
        ("not squared", "sum(calibrated_weight * calibrated_weight)", "sum(calibrated_weight)"),
        ("a row a cell", "range(cells.n_respondents)", "range(1)"),
        (
            "trimmed upwards",
            "filter (where g_weight < raked_g_weight)",
            "filter (where g_weight <= raked_g_weight)",
        ),
    ],
    "est_response_model": [
        ("z for the coefficient", "    coefficient,", "    statistic as coefficient,"),
    ],
    "est_ledger_values": [
        ("bounds of the complement swapped", "100 * (1 - ci_high) as ci_low", "100 * (1 - ci_low) as ci_low"),
        (
            "shares of one for per cent",
            "estimate * case when statistic = 'share' then 100 else 1 end",
            "estimate",
        ),
        (
            "means in per cent",
            "std_error * case when statistic = 'share' then 100 else 1 end",
            "std_error * 100",
        ),
        ("complement of the complement", "100 * (1 - estimate)", "100 * estimate"),
        (
            "rates of one for per cent",
            "value * case when measure_id like 'response_rate%' then 100 else 1 end",
            "value",
        ),
        ("sample for respondents", "100 * share_respondents", "100 * share_sample"),
        ("N of the whole table", "sum(n_sample) over (partition by variable_name)", "sum(n_sample) over ()"),
        (
            "published though withheld",
            "100 * std_error as std_error,\n    100 * (1 - ci_high) as ci_low,\n    100 * (1 - ci_low) as ci_high,\n    n_unweighted as n,\n    is_suppressed",
            "100 * std_error as std_error,\n    100 * (1 - ci_high) as ci_low,\n    100 * (1 - ci_low) as ci_high,\n    n_unweighted as n,\n    false as is_suppressed",
        ),
    ],
    "est_replication": [
        (
            "at most for at least",
            "when 'at_least' then our_value >= printed_value - half_width",
            "when 'at_least' then our_value <= printed_value + half_width",
        ),
        ("a whole digit allowed", "0.5 * power(10", "1.0 * power(10"),
        (
            "printed less ours",
            "matched.our_value - matched.printed_value as",
            "matched.printed_value - matched.our_value as",
        ),
        (
            "a verdict on what is withheld",
            "when matched.is_suppressed then 'not_computable'",
            "when false then 'not_computable'",
        ),
        ("measure ignored", "\n            and map.measure = ours.measure", ""),
        ("bound for another", "ours.ci_low as our_ci_low", "ours.ci_high as our_ci_low"),
    ],
    "est_claims": [
        ("claims in our order", "mapped.multiplier * tests.difference", "tests.difference"),
        (
            "highest for lowest",
            "where mapped.claim_kind = 'lowest'",
            "where mapped.claim_kind = 'highest' and false",
        ),
        (
            "significance turned round",
            "when mapped.significant = 'yes' then coalesce(results.p_value <",
            "when mapped.significant = 'yes' then coalesce(results.p_value >=",
        ),
        (
            "a claim on what is withheld",
            "and mapped.key_a = tests.test_id\n            and not tests.is_suppressed",
            "and mapped.key_a = tests.test_id",
        ),
        (
            "not adjusted for many categories",
            "least(1, min(coefficients.p_value) * count(*))",
            "min(coefficients.p_value)",
        ),
        (
            "negative as positive",
            "when mapped.direction = '-' then results.our_estimate < 0",
            "when mapped.direction = '-' then results.our_estimate > 0",
        ),
    ],
    "est_number_labels": [
        (
            "Danish for English",
            "outcomes.label_en as outcome_label_en",
            "outcomes.label_da as outcome_label_en",
        ),
        (
            "ticked boxes called by their code",
            "when outcomes.code_list = 'selected' then outcomes.label_da",
            "when false then outcomes.label_da",
        ),
        (
            "means called by their code",
            "when estimates.statistic = 'mean' then 'Mean'",
            "when estimates.statistic = 'mean' then 'Gennemsnit'",
        ),
        (
            "outcome said twice",
            "case when is_self_explaining then '' else outcome_label_en",
            "case when not is_self_explaining then '' else outcome_label_en",
        ),
        (
            "group's order for the outcome's",
            "coalesce(outcome_codes.sort_order, 0)",
            "coalesce(group_codes.sort_order, 0)",
        ),
        (
            "domain of all",
            "on estimates.domain_id = domains.domain_id",
            "on domains.domain_id = 'all_managers'",
        ),
        (
            "group left out of the name",
            "\n    || coalesce(' – ' || group_value_label_da, '') as label_da",
            " as label_da",
        ),
    ],
    "est_ledger_labels": [
        ("complement called by the code that it complements", "and codes.code = '0'", "and codes.code = '1'"),
        ("shares of one column called another's", "' (stikprøve)'", "' (svar)'"),
        (
            "Danish for English",
            "models.label_en || ' – ' || variables.label_en",
            "models.label_da || ' – ' || variables.label_da",
        ),
        ("levels not named", "coalesce(': ' || codes.label_en, '') as label_en", "'' as label_en"),
        (
            "labels of the ledger exchanged",
            "    measure,\n    label_da,\n    label_en\nfrom",
            "    measure,\n    label_en as label_da,\n    label_da as label_en\nfrom",
        ),
    ],
    "dim_variable": [
        ("Danish for English", "variables.label_en", "variables.label_da as label_en"),
        (
            "question for its variant",
            "variables.question_variant_en",
            "variables.question_en as question_variant_en",
        ),
        ("delivered variables without a number", "coalesce(derived_from, variable_name)", "derived_from"),
        ("order lost", "variables.sort_order", "1 as sort_order"),
    ],
    "dim_code": [
        ("Danish for English", "        codes.label_en,", "        codes.label_da as label_en,"),
        ("joint codes among the single ones", "100 + joint_codes.sort_order", "joint_codes.sort_order"),
        ("joint codes left out", "having count(*) > 1", "having count(*) > 9"),
        ("missing answers valid", "        codes.is_missing", "        false as is_missing"),
        ("joint codes called in Danish", "max(label_en) as label_en", "max(label_da) as label_en"),
    ],
}

# What the default delivery, in which no test, count or margin is withheld, cannot show.
_WITHHELD: dict[str, list[tuple[str, str, str]]] = {
    "pub_group_tests": [
        (
            "difference not withheld",
            "case when not tests.is_suppressed then round(tests.difference,",
            "case when true then round(tests.difference,",
        ),
        (
            "adjusted p-values tell of a withheld one",
            "case when not tests.is_family_suppressed",
            "case when not tests.is_suppressed",
        ),
        ("stars not withheld", "case when not tests.is_suppressed then tests.stars end", "tests.stars"),
    ],
    "pub_register_margins": [
        (
            "share not withheld",
            "when not margins.is_suppressed then round(margins.share_sample,",
            "when true then round(margins.share_sample,",
        ),
    ],
    "pub_response_flow": [
        (
            "value not withheld",
            "case when not flow.is_suppressed then round(flow.value,",
            "case when true then round(flow.value,",
        ),
    ],
    "pub_strata": [
        (
            "what is withheld counted as none",
            "cast(wide.managers_n as integer)",
            "cast(coalesce(wide.managers_n, 0) as integer)",
        ),
    ],
    "est_group_tests": [
        (
            "withheld only if both are",
            "    estimates_a.is_suppressed or estimates_b.is_suppressed as is_suppressed",
            "    estimates_a.is_suppressed and estimates_b.is_suppressed as is_suppressed",
        ),
    ],
}


def _faults(planted: dict[str, list[tuple[str, str, str]]]) -> list[Fault]:
    return [Fault(model, *fault) for model, faults in planted.items() for fault in faults]


FAULTS, FAULTS_OF_WITHHOLDING = _faults(_FAULTS), _faults(_WITHHELD)
