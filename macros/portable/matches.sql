{#-
    Whether the whole of a text matches a pattern; NULL for NULL. `text` is a column or SQL expression, `pattern` a regular
    expression that both engines read alike: classes, groups, repetition, and [0-9] for a digit.
-#}
{% macro matches(text, pattern) -%}
{{ adapter.dispatch("matches")(text, pattern) }}
{%- endmacro %}

{#- Not $, which a line break may follow. -#}
{% macro default__matches(text, pattern) -%}
{{ text }} rlike r'^({{ pattern }})\z'
{%- endmacro %}

{% macro duckdb__matches(text, pattern) -%}
regexp_full_match({{ text }}, '{{ pattern }}')
{%- endmacro %}
