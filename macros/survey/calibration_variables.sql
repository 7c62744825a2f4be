{#- Codebook variables that the weights are calibrated on within each stratum; set in dbt_project.yml. -#}
{% macro calibration_variables() -%}
    {{ return(var("calibration_variables")) }}
{%- endmacro %}
