"""Notes in the clipped style of event databases: how many were killed in all."""

from __future__ import annotations

import pytest

from digests.model import Scope
from tests.fakes.casualties import told

NOTES = [
    (
        "On 12 June 2015, suspected Boko Haram militants raided Huyum village, Borno state. Residents said 20 people were slaughtered.",
        20,
    ),
    ("Clashes between Fulani pastoralists and Tiv farmers in Logo LGA. 3 Tiv killed, 2 Fulani killed, houses burnt.", 5),
    ("Military forces ambushed by JNIM near Boulkessi. 14 soldiers dead, 9 militants neutralised.", 23),
    ("Unidentified armed group shot dead a civilian in Beni town. He was returning from his farm.", 1),
    ("ADF rebels attacked Mamove. At least 16 civilians killed with machetes, others missing.", 16),
    ("A Palestinian youth was shot in the head by Israeli soldiers in Beita and died two days later.", 1),
    ("Police forces killed an Al Shabaab commander and two of his bodyguards in an operation near Afgooye.", 3),
    ("Around 200 people demonstrated outside the parliament against tax hikes. No report of injuries.", 0),
    ("Airstrikes targeted Khan Sheikhun. Seven civilians, among them three children, lost their lives.", 7),
    ("Landmine blast hits a vehicle in Al Hudaydah; the driver and four passengers are killed.", 5),
    ("Farmers protest by blocking the highway near Sirhind. The protest was peaceful.", 0),
    ("Cartel members opened fire on a bar in Salvatierra: 11 fatalities, four wounded.", 11),
    ("Two police officers were wounded when a grenade was thrown at their station. No fatalities.", 0),
    ("Body of an unidentified man, with torture marks, found in a sack in Keraniganj.", 1),
    ("Shelling by regime forces on Kafr Nabl caused material damage only.", 0),
    ("A convoy of the G5 force struck an IED, killing three soldiers instantly; a fourth died in hospital.", 4),
    ("Security forces fired on demonstrators in Khartoum, leaving one protester dead and scores wounded.", 1),
    ("Gang members stormed the Delmas 6 neighbourhood. Human rights groups put the toll at 19 dead.", 19),
    ("NDF claims its fighters killed six Burmese soldiers in Mantong; no losses on its own side.", 6),
    ("Mob violence: a man accused of theft was beaten to death in Enugu market.", 1),
    ("The mayor of San Juan was assassinated in his home along with his wife. The gunmen fled.", 2),
    ("Violent demonstration in Kasserine: youths threw stones and burned tyres, police responded with tear gas; 4 arrested.", 0),
    ("A suicide attacker blew himself up at a funeral in Baquba, killing 12 mourners and injuring 25.", 12),
    ("Suspected cattle rustlers killed two herders and made off with 150 camels in Turkana.", 2),
    ("Looting of shops in Durban. Police said two looters were trampled to death in a stampede.", 2),
    ("Naxals set fire to four vehicles used in road construction in Gadchiroli.", 0),
    ("Four Naxals including a woman were gunned down by C-60 commandos in Gadchiroli.", 4),
    ("Armed men kidnapped 11 students from a college in Damishi. All were released after ransom was paid.", 0),
    ("A bus was attacked by bandits on the Kaduna highway; the driver was killed and 8 passengers abducted.", 1),
    ("Turkish army shelling killed a couple and their infant in Tal Rifat.", 3),
    ("Anti-government march in Minsk. About 100 detained.", 0),
    ("Rebel shelling of a market killed 3 and wounded 14, SANA reported. Rebels denied responsibility.", 3),
    ("Militiamen attacked a camp for displaced people in Ituri. A provisional toll is 62 dead and 38 injured.", 62),
    ("Five corpses with gunshot wounds were discovered in Zamfara forest.", 5),
    ("Soldiers repelled an attack on Dikwa. Ten insurgents were killed. One soldier paid the supreme price.", 11),
    ("Explosion of a remnant of war injured three children in Sirte.", 0),
    ("Clash between Houthi forces and pro-Hadi forces in Al Bayda: casualties on both sides, number unknown.", 0),
    ("Two brothers were stabbed to death over a land dispute in Sindh; their cousin was critically injured.", 2),
    ("Interception: missile destroyed over Riyadh, debris fell on a house, no one hurt.", 0),
    ("A prominent lawyer, her driver and a passer-by died when a magnetic bomb went off in Kabul.", 3),
    ("Police dispersed a sit-in; 13 protesters sustained injuries.", 0),
    ("Gunmen on motorbikes killed at least 58 people in attacks on villages and a market in Tillaberi.", 58),
    ("Prisoners rioted in Guayaquil; 24 inmates were killed, at least five of them decapitated.", 24),
]


@pytest.mark.parametrize(("text", "killed"), NOTES, ids=[text[:50] for text, _ in NOTES])
def test_killed_in_all(text: str, killed: int) -> None:
    reports = told(text)
    assert sum(r.killed or 0 for r in reports if r.scope is Scope.INCIDENT and not r.part) == killed, reports
