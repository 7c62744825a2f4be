"""The warehouse's survey as a design: estimates for managers, from the restricted database, without dbt.

    from manager_survey import open_design

    design = open_design()  # warehouse/manager_training.duckdb, or the path of another
    design.share("is_trained", by=["sector", "education"])
    design.regress("desire_points ~ C(gender) + age_years")

Results rest on microdata and are not checked for disclosure: before numbers leave the house, withhold
those of fewer persons than the var `suppression_threshold`.
"""

from manager_survey.design import ManagerDesign
from manager_survey.warehouse import WarehouseError, open_design

__all__ = ["ManagerDesign", "WarehouseError", "open_design"]
