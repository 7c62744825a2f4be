"""Linear and integer programs over some of a system's cells (HiGHS; Huangfu & Hall 2018)."""

import highspy
import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csc_array

from disclosure.system import FloatArray

# What solvers leave of a change.
ROUND_OFF = 1e-6
_SMALL_MODEL = 5_000
# Of more cells, an interior point is found in a tenth of the time of a corner.
_LARGE_MODEL = 10_000
# How near to the best an interior point has to be; relations hold all the same. HiGHS measures anew, more
# coarsely, what it ended with, and would have it solved again.
_NEAR_ENOUGH, _STILL_NEAR = 1e-4, 1e-2
# Integer programs not solved within so many nodes are given up: the same at every run, unlike a time limit.
_MAXIMUM_NODES = 200
# Programs that decide what is withheld take two thousand steps, rarely twenty; after so many they end.
_MAXIMUM_STEPS = 25_000
# HiGHS's numbers of the dual and the primal simplex method.
_DUAL, _PRIMAL = 1, 4
_GIVEN_UP = highspy.HighsModelStatus.kIterationLimit
_DECIDED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible, _GIVEN_UP)
# A table of whole persons need not be the very best one.
_GAP = 0.5


class _Silent(highspy.Highs):
    """HiGHS without its banner, printed at the first call but that of an option.

    The constructor of highspy makes such a call itself: it enables the callbacks.
    """

    def enableCallbacks(self) -> None:
        """Enable them after output has been switched off."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


class Program:
    """Changes of C cells such that every relation still holds, between a least and a greatest change.

    One program is asked several questions: what changes between them are bounds and costs.

    Parameters
    ----------
    matrix : (R, C), relations of the changes. ``sums`` : two (R,), the least and greatest of their sums;
        both zero if not given.
    least, most : (C,) bounds of the changes; no change is within them.
    whole : (C,) bool, changes that are whole numbers; none if not given. Such a program is given up after a
        number of nodes; what it has found by then is a table all the same.
    gap : how far from the best, as a share, whole changes may be.
    primal : for many questions that differ in their costs: each goes on from the last table.
    """

    def __init__(
        self,
        matrix: csc_array,
        least: ArrayLike,
        most: ArrayLike,
        *,
        sums: tuple[FloatArray, FloatArray] | None = None,
        whole: ArrayLike | None = None,
        primal: bool = False,
        gap: float = _GAP,
    ) -> None:
        matrix = csc_array(matrix)
        self.size = matrix.shape[1]
        self._columns = np.arange(self.size, dtype=np.int32)
        self._least, self._most = np.array(least, np.float64), np.array(most, np.float64)
        self._cost = np.zeros(self.size)
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = matrix.shape
        model.col_cost_ = self._cost
        model.col_lower_, model.col_upper_ = self._least, self._most
        model.row_lower_, model.row_upper_ = sums or np.zeros((2, matrix.shape[0]))
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
        model.a_matrix_.value_ = matrix.data
        if whole is not None:
            kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
            model.integrality_ = [kinds[int(is_whole)] for is_whole in whole]
        self._is_whole = whole is not None
        self._is_primal = primal
        self._solver = _Silent()
        self._solver.setOptionValue("mip_max_nodes", _MAXIMUM_NODES)
        self._solver.setOptionValue("mip_rel_gap", gap)
        self._solver.setOptionValue("mip_heuristic_effort", 0.0)
        if whole is None and (self.size < _SMALL_MODEL or not primal):
            # What presolve takes away is not worth its time, and it forgets the basis.
            self._solver.setOptionValue("presolve", "off")
        self._way = "ipm" if primal and self.size > _LARGE_MODEL else "choose"
        if self._way == "ipm":
            self._solver.setOptionValue("solver", self._way)
            self._solver.setOptionValue("run_crossover", "off")
            self._solver.setOptionValue("ipm_optimality_tolerance", _NEAR_ENOUGH)
            self._solver.setOptionValue("optimality_tolerance", _STILL_NEAR)
        if not (primal or whole is not None):
            # Coefficients are of one size, and costs differ enough: neither is to be changed.
            self._solver.setOptionValue("simplex_scale_strategy", 0)
            self._solver.setOptionValue("dual_simplex_cost_perturbation_multiplier", 0.0)
            self._solver.setOptionValue("simplex_iteration_limit", _MAXIMUM_STEPS)
        self._solver.passModel(model)

    def bound(self, least: ArrayLike, most: ArrayLike) -> None:
        """Bounds of the changes from now on, (C,)."""
        least, most = np.array(least, np.float64), np.array(most, np.float64)
        # Few differ from question to question, and HiGHS takes its time over each.
        new = self._columns[(least != self._least) | (most != self._most)]
        self._solver.changeColsBounds(len(new), new, least[new], most[new])
        self._least, self._most = least, most

    def cheapest(self, cost: ArrayLike) -> FloatArray | None:
        """The changes, (C,), of least cost; None if there are none within the bounds, or it was given up.

        Of whole numbers, the best that was found within the limit; None too if none was.
        Raises ``RuntimeError`` where HiGHS solves a linear program none of its ways.
        """
        cost = np.array(cost, np.float64)
        new = self._columns[cost != self._cost]
        self._solver.changeColsCost(len(new), new, cost[new])
        self._cost = cost
        if not (self._is_primal or self._is_whole):
            # That nothing changes costs least but for what has to: from there the dual method has fewer steps
            # to go than from the table before, which other costs and bounds led to.
            self._solver.setBasis()
        self._solver.run()
        if not self._is_whole:
            self._try_otherwise()
        if self._is_primal:
            # From a table that agrees with all relations on to the next: the primal method keeps it.
            self._solver.setOptionValue("simplex_strategy", _PRIMAL)
        status = self._solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, _GIVEN_UP):
            return None
        if self._is_whole and status != highspy.HighsModelStatus.kOptimal:
            feasible = int(highspy.SolutionStatus.kSolutionStatusFeasible)
            if self._solver.getInfo().primal_solution_status != feasible:
                return None
        elif status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(
                f"a program of {self.size} cells was not solved: {self._solver.modelStatusToString(status)}"
            )
        return np.array(self._solver.getSolution().col_value)

    def duals(self) -> tuple[FloatArray, FloatArray]:
        """What the last cost would change by, per change of a change (C,) and of a relation's sum (R,)."""
        solution = self._solver.getSolution()
        return np.array(solution.col_dual), np.array(solution.row_dual)

    def _try_otherwise(self) -> None:
        """Begin again, by the dual simplex method and then by an interior point, where HiGHS ended undecided.

        From some tables the simplex method goes round in circles.
        """
        for solver in ("simplex", "ipm"):
            if self._solver.getModelStatus() in _DECIDED:
                return
            self._solver.clearSolver()
            self._solver.setOptionValue("simplex_strategy", _DUAL)
            self._solver.setOptionValue("solver", solver)
            self._solver.run()
            self._solver.setOptionValue("solver", self._way)
