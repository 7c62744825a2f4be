"""Cells of all published tables together, the sums between them, and the rows that publish them.

A **cell** is a set of persons of whom a published number tells how many they are, or the sum of their
answers. Two numbers about the same persons are one cell, whatever tables they stand in and whatever they are
called. A **relation** says that some cells add up to another.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class System:
    """K cells, R relations between them, and N rows that publish some of them.

    Attributes
    ----------
    count : (K,) persons; of a sum, the sum of their answers.
    is_sum : (K,) bool, sums of answers (means times persons).
    is_size : (K,) bool, sizes of groups: everybody in them, whatever the answer.
    is_lead : (K,) bool, sizes of groups that are an answer too, of which rows tell the share: who gave it was
        asked a follow-up.
    is_asked : (K,) bool, cells of rows, of persons without a valid background, and what is left of a total;
        not single answers that no row counts.
    guards_nobody : (K,) bool, cells of nobody that must not be told: the variable's switch for everybody and
        nobody is on.
    tells_nobody : (K,) bool, cells whose rows would be shown if they were of nobody: who knows the rule knows
        that there is somebody.
    is_unanswered : (K,) bool, cells of persons who gave no answer to a question, as rows about that tell.
    is_margin : (K,) bool, cells that more than two backgrounds divide: they tie tables together that are
        otherwise each on its own.
    matrix : (R, K) sparse; the sum over a relation is zero.
    question : (R,) question that a relation is about.
    is_among : (R,) bool, relations that only say that who answered one question is among those who answered
        another: they tie all questions together.
    published_row, published_cell : (P,) which cells a row publishes.
    question_of_row : (N,) question that a row is about; -1 where it publishes no cell.
    name : from a cell's number to a name for messages.
    """

    count: FloatArray
    is_sum: BoolArray
    is_size: BoolArray
    is_lead: BoolArray
    is_asked: BoolArray
    guards_nobody: BoolArray
    tells_nobody: BoolArray
    is_unanswered: BoolArray
    is_margin: BoolArray
    matrix: csr_array
    question: IntArray
    is_among: BoolArray
    published_row: IntArray
    published_cell: IntArray
    question_of_row: IntArray
    name: Callable[[int], str]

    @property
    def n_rows(self) -> int:
        """N."""
        return len(self.question_of_row)

    @property
    def n_relations(self) -> int:
        """R."""
        return self.matrix.shape[0]

    @cached_property
    def relation(self) -> IntArray:
        """Relation of each entry of the matrix, (E,)."""
        return np.repeat(np.arange(self.n_relations), np.diff(self.matrix.indptr))

    @property
    def cell(self) -> IntArray:
        """Cell of each entry of the matrix, (E,)."""
        return self.matrix.indices

    @cached_property
    def is_shared(self) -> BoolArray:
        """Cells that relations of several questions hold, (K,): only there do questions touch."""
        question = self.question[self.relation]
        least, most = np.full(len(self.count), len(self.question)), np.full(len(self.count), -1)
        np.minimum.at(least, self.cell, question)
        np.maximum.at(most, self.cell, question)
        return least < most

    @cached_property
    def is_left_out(self) -> BoolArray:
        """Rows that publish no cell, (N,): those of sparse tables."""
        left_out = np.ones(self.n_rows, dtype=bool)
        left_out[self.published_row] = False
        return left_out

    def only(self, relations: BoolArray) -> "System":
        """The system with some of its ``relations`` (R,) only."""
        return replace(
            self,
            matrix=self.matrix[relations],
            question=self.question[relations],
            is_among=self.is_among[relations],
        )

    def shown_by(self, is_shown: ArrayLike) -> BoolArray:
        """Cells that at least one of the rows ``is_shown`` (N,) publishes, (K,)."""
        shown = np.zeros(len(self.count), dtype=bool)
        shown[self.published_cell[np.asarray(is_shown, dtype=bool)[self.published_row]]] = True
        return shown

    def by_question(self) -> tuple["System", IntArray]:
        """The system with sizes of groups apart for every question, and which cell each was, (K',)."""
        size, n_questions = len(self.count), int(self.question.max(initial=0)) + 1

        def apart(cell: IntArray, question: IntArray) -> IntArray:
            return np.where(self.is_size[cell], size + cell * n_questions + question, cell)

        cell = apart(self.cell, self.question[self.relation])
        published = apart(self.published_cell, self.question_of_row[self.published_row])
        different, number = np.unique(np.concatenate([cell, published]), return_inverse=True)
        was = np.where(different < size, different, (different - size) // n_questions)
        matrix = csr_array(
            (self.matrix.data, number[: len(cell)], self.matrix.indptr),
            shape=(self.n_relations, len(different)),
        )
        system = System(
            self.count[was],
            self.is_sum[was],
            self.is_size[was],
            self.is_lead[was],
            self.is_asked[was],
            self.guards_nobody[was],
            self.tells_nobody[was],
            self.is_unanswered[was],
            self.is_margin[was],
            matrix,
            self.question,
            self.is_among,
            self.published_row,
            number[len(cell) :],
            self.question_of_row,
            lambda k: self.name(int(was[k])),
        )
        return system, was

    def known_from(self, known: BoolArray) -> BoolArray:
        """Cells ``known`` (K,), and those that follow from them by one sum after the other, (K,)."""
        known = known.copy()
        while True:
            unknown = ~known[self.cell]
            n_unknown = np.bincount(self.relation[unknown], minlength=self.n_relations)
            solved = unknown & (n_unknown == 1)[self.relation]
            if not solved.any():
                return known
            known[self.cell[solved]] = True


def few_persons(system: System, threshold: int) -> BoolArray:
    """Cells of fewer persons than the threshold, (K,): at least one, or nobody where that is guarded.

    So are groups of just as many of whom few gave an answer: who knows the rule and the size knows that all
    these answers were given by few.
    """
    is_few = (system.count > 0) & (system.count < threshold) | system.guards_nobody
    is_few &= system.is_asked & ~system.is_sum
    tells = (is_few & system.tells_nobody)[system.cell]
    divided = np.bincount(system.relation[tells], minlength=system.n_relations) > 0
    of_few = np.zeros_like(is_few)
    of_few[system.cell[divided[system.relation]]] = True
    return is_few | of_few & system.is_size & system.is_asked & (system.count == threshold)


def small_cells(system: System, threshold: int) -> BoolArray:
    """Cells of few persons that must not follow from others, (K,).

    How many gave no answer follows from the sizes of the groups that answered; that is nobody's secret.
    """
    return few_persons(system, threshold) & ~system.is_unanswered
