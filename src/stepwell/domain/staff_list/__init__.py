"""Staff lists: from a CSV file to a plan of what would change, with every fault named by row and column.

>>> from datetime import date
>>> file = b"staff_number,full_name,job_title,unit_code,unit_name\\nA1,Ruth Ellis,Registrar,REG,Registry\\n"
>>> staff_list = read_staff_list(file)
>>> plan = make_plan(staff_list, Stored(), today=date(2026, 11, 16))
>>> plan.faults, [job.job_title for job in plan.new_jobs]
([], ['Registrar'])
"""

from .planning import make_plan
from .plans import Change, Plan, PlannedAddress, PlannedJob, PlannedPerson, PlannedUnit
from .reading import read_staff_list
from .rows import COLUMNS, REQUIRED, Fault, StaffList, StaffRow
from .stored import Stored, StoredJob, StoredPerson, StoredUnit

__all__ = [
    "COLUMNS",
    "REQUIRED",
    "Change",
    "Fault",
    "Plan",
    "PlannedAddress",
    "PlannedJob",
    "PlannedPerson",
    "PlannedUnit",
    "StaffList",
    "StaffRow",
    "Stored",
    "StoredJob",
    "StoredPerson",
    "StoredUnit",
    "make_plan",
    "read_staff_list",
]
