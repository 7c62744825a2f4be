{#-
    Whether a text is one of some codes; NULL for a blank one. DuckDB makes a join of every list of codes in `in (...)`:
    for the hundred questions of the questionnaire that takes ten times as long as looking into the list.
    `text` is a column or SQL expression, `codes` the codes, parted by blanks.
-#}
{% macro is_among(text, codes) -%}
{{ adapter.dispatch("is_among")(text, codes) }}
{%- endmacro %}

{% macro default__is_among(text, codes) -%}
{{ text }} in ('{{ codes.split() | join("', '") }}')
{%- endmacro %}

{% macro duckdb__is_among(text, codes) -%}
list_contains(['{{ codes.split() | join("', '") }}'], {{ text }})
{%- endmacro %}
