"""The warehouse with persons on Apache Spark; DuckDB builds everything from cells on.

``sessions``  Spark and its Java
``delivery``  what a delivery says of itself
``handover``  what leaves Spark, and what is checked of it
``fits``      what reads persons but is no SQL: regressions, and the products that identities are found from
``build``     the steps of ``make spark-build``, in order

Nothing else in the project imports this, and only this needs pyspark and dbt-spark (docs/scale.md).
"""
