# ruff: noqa: E501 (a line of a CSV is a line)
"""`package`: a whole data package of a few rows, in the form of the shipped one, to be spoilt."""

import json
import shutil

import pytest

from chinaecon.data import layers

FILES = {
    "vocab/measures.csv": """\
measure,dataset,title,title_zh,definition,unit,timing,rounding,hazards,not_joined_with
base_stations_5g,telecom,5G base stations,5G基站,Base stations in service.,million station,stock,printed,in_service,
exports,trade,Exports,出口,Goods sent abroad.,billion CNY,flow flow_ytd,printed,fob_cif,
exports_growth_yoy_cny,trade,Growth of exports,出口增速,Growth on a year before in yuan.,percent,rate,printed,,exports
imports,trade,Imports,进口,Goods from abroad.,billion CNY,flow,printed,fob_cif,
total_trade,trade,Total trade,进出口,Exports and imports.,billion CNY,flow,printed,fob_cif,
trade_balance,trade,Trade balance,顺差,Exports less imports.,billion CNY,flow,printed,,
""",
    "vocab/entities.csv": """\
entity,kind,name_en,name_zh,name_ja,name_vi,name_th,note
CHN,country,China,中国,中国,Trung Quốc,จีน,
USA,country,United States,美国,アメリカ,Hoa Kỳ,สหรัฐอเมริกา,
WLD,group,World,全球,世界,Thế giới,โลก,
""",
    "vocab/aliases.csv": "alias,lang,entity\nAmerica,en,USA\nMỹ,vi,USA\n",
    "vocab/units.csv": """\
unit,kind,title,title_zh
billion CNY,money,billion yuan,十亿元
million station,count,million stations,百万个
percent,ratio,percent,百分比
trillion CNY,money,trillion yuan,万亿元
trillion USD,money,trillion dollars,万亿美元
""",
    "vocab/authorities.csv": """\
authority,name,name_zh,url,licence
FRB,Federal Reserve,美联储,https://www.federalreserve.gov,public-domain
GACC,China Customs,海关总署,http://www.customs.gov.cn,facts
""",
    "vocab/hazards.csv": """\
hazard,title,sentence,sentence_zh
fob_cif,Valuation,"Exports are valued free on board, imports with freight.",出口按离岸价，进口按到岸价。
in_service,In service,Only stations in service are counted.,仅计在用基站。
""",
    "vocab/releases.csv": """\
measure,frequency,lag_days,skips,note
base_stations_5g,month,31,1,industry ministry
exports,month,15,1,customs
""",
    "vocab/identities.csv": """\
identity,kind,whole,parts,entity,slack,slack_amount,slack_for,hazard,note
total,sum,total_trade,exports imports,,,,,,
world,members,exports,USA,WLD,0.9,,,fob_cif,
""",
    "trade/observations.csv": """\
measure,entity,period,timing,value,unit,qualifier,status,as_printed,lang,source,note
exports,USA,2023,flow,3.52,trillion CNY,=,A,,,gacc-2025-01-14,
exports,WLD,2024,flow,25.45,trillion CNY,=,A,25.45万亿元,zh,gacc-2025-01-13,
exports,WLD,2024,flow,3.58,trillion USD,=,A,"3,58 nghìn tỷ USD",vi,gacc-2025-01-14,
exports,WLD,2024-01/2024-11,flow_ytd,23.04,trillion CNY,=,A,23.04 trillion yuan,en,gacc-2024-12-10,"first release, unrevised"
exports_growth_yoy_cny,WLD,2024,rate,7.1,percent,=,A,rose 7.1 percent,en,gacc-2025-01-13,
imports,WLD,2024,flow,18.39,trillion CNY,=,A,18.39万亿元,zh,gacc-2025-01-13,
total_trade,WLD,2024,flow,43.85,trillion CNY,=,A,43.85 trillion yuan,en,gacc-2025-01-13,
trade_balance,WLD,2024,flow,7.06,trillion CNY,=,A,,,gacc-2025-01-13,
""",
    "trade/sources.csv": """\
source,authority,publisher,title,lang,url,published,accessed,kind,licence
gacc-2024-12-10,GACC,GACC,November,en,https://example.org/a,2024-12-10,2026-11,release,facts
gacc-2025-01-13,GACC,GACC,The year,zh,https://example.org/b,2025-01-13,2026-11,release,facts
gacc-2025-01-14,GACC,A paper,"Trade, told",vi,https://example.org/c,2025-01-14,2026-11,press,facts
""",
    "trade/corrections.csv": """\
measure,entity,period,timing,unit,source,action,value,expect,reason,status
exports,USA,2023,flow,trillion CNY,gacc-2025-01-14,override,3.53,3.52,Cut and not rounded.,open
""",
    "telecom/observations.csv": """\
measure,entity,period,timing,value,unit,qualifier,status,as_printed,lang,source,note
base_stations_5g,CHN,2023-12,stock,3.377,million station,=,A,337.7万个,zh,gacc-2025-01-13,
base_stations_5g,CHN,2024-11,stock,4.191,million station,=,A,419.1万个,zh,miit-2024-12-20,
base_stations_5g,CHN,2024-12,stock,4.25,million station,>,A,超425万个,zh,miit-2024-12-20,
""",
    "telecom/sources.csv": """\
source,authority,publisher,title,lang,url,published,accessed,kind,licence
gacc-2025-01-13,GACC,GACC,The year,zh,https://example.org/b,2025-01-13,2026-11,release,facts
miit-2024-12-20,,MIIT,Eleven months,zh,,2024-12-20,2026-11,release,facts
""",
    "telecom/corrections.csv": """\
measure,entity,period,timing,unit,source,action,value,expect,reason,status
""",
    "fx/daily/1993.csv": """\
period,base,quote,kind,basis,rate,source
1993-12-31,USD,CNY,spot,market,5.8145,frb-h10
""",
    "fx/daily/1994.csv": """\
period,base,quote,kind,basis,rate,source
1994-01-03,USD,CNY,spot,market,8.7217,frb-h10
1994-01-04,USD,CNY,spot,market,8.7219,frb-h10
1994-01-14,USD,CNY,spot,market,8.7042,frb-h10
1994-01-25,USD,CNY,spot,market,8.7000,frb-h10
""",
    "fx/monthly.csv": """\
period,base,quote,kind,basis,rate,source
1994-01,USD,CNY,average,market,8.7120,frb-h10
2024-11,USD,CNY,average,market,7.1957,frb-h10
""",
    "fx/annual.csv": """\
period,base,quote,kind,basis,rate,source
2023,USD,CNY,average,market,7.0809,frb-h10
2024,USD,CNY,average,market,7.1957,frb-h10
""",
    "fx/sources.csv": """\
source,authority,publisher,title,lang,url,published,accessed,kind,licence
frb-h10,FRB,Federal Reserve,H.10,en,https://example.org/h,2026-09-28,2026-11,table,public-domain
""",
}


@pytest.fixture
def package(tmp_path):
    """Write the package; the descriptor is the shipped one, cut down to the files there are."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8", newline="\n")
    shutil.copytree(layers.root() / "schema", tmp_path / "schema")
    descriptor = json.loads((layers.root() / "datapackage.json").read_text(encoding="utf-8"))
    resources = []
    for resource in descriptor["resources"]:
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        here = [path for path in paths if path in FILES]
        if here:
            resource["path"] = here if isinstance(resource["path"], list) else here[0]
            resources.append(resource)
    descriptor["resources"] = resources
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    return tmp_path
