{#-
    The course catalogue through time, one row per course and period in which its description stayed the same. Periods
    begin and end on the days on which catalogues were read (codebook_versions), never on the day of a build, so equal
    catalogues give equal histories. `make build` takes the table over from what is published (publication/waves.py).
-#}
{% snapshot snp_catalogue_courses %}
    {{ config(
        schema="snapshots",
        group="catalogue",
        unique_key="course_id",
        strategy="check",
        check_cols=[
            "course_name", "location_printed", "region_printed", "provider", "provider_category_printed",
            "is_ects_awarding", "duration_text", "duration_hours",
        ],
        updated_at="catalogue_read_on",
        hard_deletes="invalidate",
        pre_hook="{{ rewind_history() }}",
    ) }}
    select
        courses.course_id,
        courses.course_name,
        courses.location_printed,
        courses.region_printed,
        courses.provider,
        courses.provider_category_printed,
        courses.is_ects_awarding,
        courses.duration_text,
        courses.duration_hours,
        versions.catalogue_read_on
    from {{ ref('stg_catalogue__courses') }} as courses
    inner join {{ ref('stg_codebook__versions') }} as versions
        on versions.wave_year = {{ var('wave') }}
{% endsnapshot %}
