"""Deals: which bundles of options hold, why not, and what would have to give.

A *bundle* is a set of options of the issues at stake. What may be a bundle, and what each declared position asks of one, is
a :class:`~kg.deals.problem.Problem`: formulas over the atoms of a bundle. All that is answered follows from it.

- a *step* leaves issues open: a demand there is neither met nor denied;
- a *settlement* decides every issue: one of which it holds nothing is declined, and a demand on it is denied.
"""
