{#-
    Takes a snapshot back to the day before the catalogue of this build was read: what began since is forgotten, what ended
    since is open again. So building a wave again, or a wave that is older than the published one, or a corrected
    delivery, gives the history that a first build would have given.
-#}
{% macro rewind_history() -%}
    {%- if execute and load_relation(this) is not none -%}
        delete from {{ this }}
        where dbt_valid_from >= {{ catalogue_read_on() }};
        update {{ this }}
        set dbt_valid_to = null
        where dbt_valid_to >= {{ catalogue_read_on() }};
    {%- endif -%}
{%- endmacro %}
