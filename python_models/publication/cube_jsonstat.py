"""The cube in JSON-stat 2.0, the form that statistical offices publish tables in.

Dimensions: wave, outcome, group and split (`sector=1`, or `all`), measure. Values are sparse: an object by
the number of the cell, in row-major order of the dimensions. What is withheld has a status and no value.
"""

import json

import duckdb

NEEDED = {"pub_cube", "pub_cube_outcomes", "pub_cube_groups", "pub_about"}
ALL = "all"
WITHHELD = "withheld"
MEASURES = {
    "estimate": ("Estimate", "Estimat"),
    "std_error": ("Standard error", "Standardfejl"),
    "ci_low": ("Lower bound of the confidence interval", "Konfidensintervallets nedre grænse"),
    "ci_high": ("Upper bound of the confidence interval", "Konfidensintervallets øvre grænse"),
    "n_unweighted": ("Respondents", "Svarpersoner"),
}
_NAMES = {
    "wave": ("Wave", "Runde"),
    "outcome": ("Outcome", "Udfald"),
    "group": ("Background", "Baggrund"),
    "split": ("Split by", "Opdelt efter"),
    "measure": ("Measure", "Mål"),
}


def dataset(connection: duckdb.DuckDBPyConnection, language: str) -> bytes:
    """The published cube as one dataset, labels in `language` (da or en)."""
    about = dict(connection.execute(f"select key, value_{language} from published.pub_about").fetchall())
    outcomes = connection.execute(
        f"select outcome_id, variable_label_{language} || ': ' || value_label_{language}, "
        f"variable_label_{language} from published.pub_cube_outcomes order by sort_order"
    ).fetchall()
    groups = connection.execute(
        f"select variable_name || '=' || code, label_{language} || ': ' || code_label_{language} "
        "from published.pub_cube_groups order by variable_sort, code_sort"
    ).fetchall()
    cells = connection.execute(
        "select wave, outcome_id, coalesce(group_variable || '=' || group_code, ?), "
        f"coalesce(split_variable || '=' || split_code, ?), is_suppressed, {', '.join(MEASURES)} "
        "from published.pub_cube",
        [ALL, ALL],
    ).fetchall()
    place = 0 if language == "en" else 1
    everybody = (ALL, "All" if language == "en" else "Alle")
    used = {code for cell in cells for code in cell[2:4]}
    dimensions = {
        "wave": {str(cell[0]): str(cell[0]) for cell in sorted(cells, key=lambda cell: cell[0])},
        "outcome": {code: label or variable for code, label, variable in outcomes},
        "group": {code: label for code, label in [everybody, *groups] if code in used},
        "split": {code: label for code, label in [everybody, *groups] if code in used},
        "measure": {code: labels[place] for code, labels in MEASURES.items()},
    }
    position = {name: {code: i for i, code in enumerate(codes)} for name, codes in dimensions.items()}
    size = [len(codes) for codes in dimensions.values()]
    value, status = {}, {}
    for wave, outcome, group, split, is_withheld, *numbers in cells:
        cell = position["wave"][str(wave)]
        for name, code in (("outcome", outcome), ("group", group), ("split", split)):
            cell = cell * len(dimensions[name]) + position[name][code]
        for i, number in enumerate(numbers):
            if number is not None:
                value[cell * len(MEASURES) + i] = number
            elif is_withheld:
                status[cell * len(MEASURES) + i] = WITHHELD
    content = {
        "version": "2.0",
        "class": "dataset",
        "label": about.get("study_title", ""),
        "source": about.get("source", ""),
        "note": [about[key] for key in ("synthetic_notice", "licence", "citation") if key in about],
        "id": list(dimensions),
        "size": size,
        "role": {"time": ["wave"], "metric": ["measure"]},
        "dimension": {
            name: {"label": _NAMES[name][place], "category": {"index": list(codes), "label": codes}}
            for name, codes in dimensions.items()
        },
        "value": dict(sorted(value.items())),
        "status": dict(sorted(status.items())),
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()
