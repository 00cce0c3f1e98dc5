"""Tables of agencies and of people: read with every fault at its cell, and written."""

from caicach.files.registers.agencies import AgencyTable, read_agency_table
from caicach.files.registers.output import write_agency_table
from caicach.files.registers.people import PeopleTable, Person, read_people_table

__all__ = [
    "AgencyTable",
    "PeopleTable",
    "Person",
    "read_agency_table",
    "read_people_table",
    "write_agency_table",
]
