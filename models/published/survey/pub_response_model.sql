-- Logistic model of response per stratum, one row per coefficient and per joint test of a variable. The standard error
-- of a test statistic is one or more, whose hundredth is two decimals.
select
    models.wave,
    models.stratum_code,
    models.row_type,
    models.variable_name,
    coalesce(variables.label_da, 'Konstant') as variable_label_da,
    coalesce(variables.label_en, 'Intercept') as variable_label_en,
    models.level_code,
    codes.label_da as level_label_da,
    codes.label_en as level_label_en,
    round(models.coefficient, {{ shown_decimals('models.std_error') }}) as coefficient,
    round(models.std_error, {{ shown_decimals('models.std_error') }}) as std_error,
    round(models.statistic, 2) as statistic,
    cast(models.degrees_of_freedom as integer) as degrees_of_freedom,
    {{ shown_p_value('models.p_value') }} as p_value,
    {{ provenance('false') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_response_model') }} as models
left join {{ ref('dim_variable') }} as variables
    on models.variable_name = variables.variable_name
left join {{ ref('dim_code') }} as codes
    on
        models.variable_name = codes.variable_name
        and models.level_code = codes.code
