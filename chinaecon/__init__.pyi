"""The public names and their types; the same list as `_HOMES`, which loads them."""

from chinaecon.charts.picture import plot as plot
from chinaecon.claims.claim import check as check
from chinaecon.claims.claim import check_file as check_file
from chinaecon.consistency.audit import audit as audit
from chinaecon.consistency.inference import infer as infer
from chinaecon.data.catalog import datasets as datasets
from chinaecon.data.catalog import describe as describe
from chinaecon.data.catalog import search as search
from chinaecon.data.conflicts import conflicts as conflicts
from chinaecon.data.identities import identities as identities
from chinaecon.data.observations import load as load
from chinaecon.data.validate import validate as validate
from chinaecon.data.vintages import alternatives as alternatives
from chinaecon.data.vintages import revisions as revisions
from chinaecon.errors import BadData as BadData
from chinaecon.errors import ChinaeconError as ChinaeconError
from chinaecon.errors import MissingData as MissingData
from chinaecon.errors import UnitMismatch as UnitMismatch
from chinaecon.errors import UnknownName as UnknownName
from chinaecon.figures.extract import extract as extract
from chinaecon.figures.extract import tokens as tokens
from chinaecon.figures.reader import figure as figure
from chinaecon.verbs.cite import cite as cite
from chinaecon.verbs.compare import compare as compare
from chinaecon.verbs.compare import rank as rank
from chinaecon.verbs.convert import convert as convert
from chinaecon.verbs.growth import growth as growth
from chinaecon.verbs.real import real as real
from chinaecon.verbs.share import index as index
from chinaecon.verbs.share import share as share
from chinaecon.verbs.wide import wide as wide

_HOMES: dict[str, str]
__all__: list[str]
