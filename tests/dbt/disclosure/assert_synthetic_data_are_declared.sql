-- As long as the microdata are synthetic, the description of every table that rests on them says so (the
-- descriptions become table comments). Catalogue, codebook and the report's printed numbers are real.
{%- set real = ["codebook", "catalogue", "report", "reporting", "dimensions", "about"] %}
{%- set ns = namespace(silent=[]) %}
{%- if execute and var("microdata_are_synthetic") %}
    {%- for node in graph.nodes.values() if node.resource_type == "model" %}
        {%- set folder = node.original_file_path.split("/")[-2] %}
        {%- if folder not in real and "SYNTHETIC" not in node.description %}
            {%- do ns.silent.append(node.name) %}
        {%- endif %}
    {%- endfor %}
{%- endif %}
select model_name
from (values (null){% for name in ns.silent %}, ('{{ name }}'){% endfor %}) as silent (model_name)
where model_name is not null
