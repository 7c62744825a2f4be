{#- The sample behind the survey macros: the tables of this warehouse that describe it (see _macros.yml). -#}
{% macro survey_design() -%}
    {{ return({
        "persons": ref("int_survey__respondents"),
        "cells": ref("fit_calibration"),
        "components": ref("fit_calibration_components"),
        "constants": ref("fit_design"),
    }) }}
{%- endmacro %}
