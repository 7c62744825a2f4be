{#- Where a published number comes from: printed in the report and reproduced here, computed here, or computed from
    synthetic answers and therefore no finding. `is_printed`: SQL condition. -#}
{% macro provenance(is_printed) -%}
    case
        when {{ is_printed }} then 'printed'
        when {{ var('microdata_are_synthetic') }} then 'not_a_finding'
        else 'computed'
    end
{%- endmacro %}
