{#- Weighted shares with design-based standard errors: a select statement (see _macros.yml). -#}
{% macro survey_share(relation, value, by=[], mode="calibrated", design=none) -%}
    {{ survey_estimates(relation, value, by, mode, design or survey_design(), is_share=true) }}
{%- endmacro %}
