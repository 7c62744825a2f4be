{#-
    Significance stars of a p-value under one of the report's two legends (seed significance_legends):
    `figures` (5, 1, 0.1 per cent) or `appendix` (10, 5, 1 per cent). Empty when not significant.
-#}
{% macro stars(p_value, legend_id) -%}
    coalesce((
        select max(legends.stars)
        from {{ ref('stg_reporting__significance_legends') }} as legends
        where legends.legend_id = '{{ legend_id }}' and {{ p_value }} < legends.p_below
    ), '')
{%- endmacro %}
