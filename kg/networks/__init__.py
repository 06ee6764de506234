"""Networks of who stands with whom: what is counted, the weights, their time, and each weight's statements.

From the counting up: :mod:`~kg.networks.asked` (the choices), :mod:`~kg.networks.reading` (the mentions of a case),
:mod:`~kg.networks.duplicates`, :mod:`~kg.networks.counting`, :mod:`~kg.networks.one_mode`, :mod:`~kg.networks.two_mode`,
:mod:`~kg.networks.windows`, :mod:`~kg.networks.network` (the record) and :mod:`~kg.networks.explaining`.
"""
