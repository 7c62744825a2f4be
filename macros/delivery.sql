{#- Seeds whose place a delivery takes. -#}
{% macro delivered_seeds() %}
    {{ return([
        "register_sample", "population_totals", "survey_response", "catalogue_courses", "delivery_acknowledgements",
    ]) }}
{% endmacro %}

{#- Folder of the delivery that the build reads instead of the seeds; blank without one. -#}
{% macro delivery_folder() %}
    {{ return(var("delivery", "")) }}
{% endmacro %}

{#-
    Whether the build rests on the seeds of the wave that the report printed: only then can it be held to what is printed.
-#}
{% macro is_default_delivery() %}
    {{ return(not delivery_folder() and not var("delivered_files", {}) and var("microdata_are_synthetic") and var("wave") | int == var("report_wave") | int) }}
{% endmacro %}
