{#-
    The variables the weights are calibrated on, within each stratum: `margin` is the name in the
    population totals, `analysis_variable` the codebook variable. Set in dbt_project.yml.
-#}
{% macro calibration_variables() -%}
    {{ return(var("calibration_variables")) }}
{%- endmacro %}
