"""`tiny`: a data package of a dozen rows that a person can check by eye."""

import os
import sys

import pytest
from hypothesis import settings

from chinaecon.data import store

os.environ["CHINAECON_DATA"] = ""  # nobody's own rates decide a test

settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")

FILES = {
    "datapackage.json": """\
{"name": "tiny", "resources": [{"name": "trade-observations", "title": "Trade"}]}
""",
    "vocab/measures.csv": """\
measure,dataset,title,title_zh,definition,unit,timing,rounding,hazards,not_joined_with
exports,trade,Exports of goods,货物出口,What leaves.,billion CNY,flow flow_ytd,printed,fob_cif,
fund,trade,Fund size,基金规模,Announced.,billion CNY,event,declared,,
stations,trade,5G base stations,5G基站,In service.,million station,stock,printed,,exports
""",
    "vocab/entities.csv": """\
entity,kind,name_en,name_zh,name_ja,name_vi,name_th,note
CHN,country,China,中国,中国,Trung Quốc,จีน,
EU27,group,European Union,欧盟,欧州連合,EU,สหภาพยุโรป,
USA,country,United States,美国,アメリカ合衆国,Hoa Kỳ,สหรัฐอเมริกา,
WLD,group,World,全球,世界,Thế giới,โลก,
""",
    "vocab/aliases.csv": "alias,lang,entity\nEU,en,EU27\n",
    "vocab/hazards.csv": """\
hazard,title,sentence,sentence_zh
fob_cif,Prices,FOB and CIF differ.,口径不同。
""",
    "trade/observations.csv": """\
measure,entity,period,timing,value,unit,qualifier,status,as_printed,lang,source,note
exports,USA,2023,flow,500.3,billion USD,=,A,,,table-2024,
exports,USA,2024,flow,524.7,billion USD,=,A,,,table-2025,
exports,USA,2024,flow,3.73,trillion CNY,=,A,3.73 trillion yuan,en,release-2025,
exports,WLD,2024,flow,25450,billion CNY,>,A,"more than 25,450 billion yuan",en,press-2025,
exports,WLD,2024,flow,25.45,trillion CNY,=,A,25.45万亿元,zh,release-2025,
exports,WLD,2024,flow,25454.5,billion CNY,=,A,,,mirror-2025,
exports,WLD,2024,flow,25462.1,billion CNY,=,A,,,mirror-2025-b,
exports,WLD,2024-01/2024-11,flow_ytd,23.04,trillion CNY,=,A,,,release-2025,
fund,CHN,2025-03,event,1,trillion CNY,=,A,1万亿元,zh,release-2025,
stations,CHN,2024-11,stock,4.191,million station,=,A,419.1万个,zh,release-2025,
stations,CHN,2024-12,stock,4.25,million station,>,A,超425万个,zh,press-2025,
stations,CHN,2024-12,stock,9.99,million station,=,A,,,mirror-2025,
""",
    "trade/sources.csv": """\
source,authority,publisher,title,lang,url,published,accessed,kind,licence
mirror-2025,GACC,A copy,Table,en,https://example.org/m,2025-01-20,2026-11,mirror,facts
mirror-2025-b,GACC,A copy,Table,en,https://example.org/n,2025-02-20,2026-11,mirror,facts
press-2025,,A paper,News,en,https://example.org/p,2025-03,2026-11,press,facts
release-2025,GACC,GACC,Release,en,https://example.org/r,2025-01-13,2026-11,release,facts
table-2024,GACC,GACC,Table,en,https://example.org/t,2024-01-18,2026-11,table,facts
table-2025,GACC,GACC,Table,en,https://example.org/u,2025-01-18,2026-11,table,facts
""",
    "trade/corrections.csv": """\
measure,entity,period,timing,unit,source,action,value,expect,reason,status
stations,CHN,2024-12,stock,million station,mirror-2025,drop,,9.99,a typing error,open
""",
}


@pytest.fixture
def forget():
    """A function that empties every cache of the package."""
    return _forget


def _forget():
    for name, module in list(sys.modules.items()):
        if name.startswith("chinaecon."):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """A folder that the package takes for its shipped data; a dict of texts to overwrite."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.setattr(store, "_INSTALLED", tmp_path)
    _forget()
    yield tmp_path
    _forget()
