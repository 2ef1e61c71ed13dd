"""One sentence, its counts: killed, injured, missing, captured; the qualifier where it is not exact."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digests.extract.casualties import read
from digests.model import Article
from digests.text.document import Document

N = None
SENTENCES: list[tuple[str, list[tuple[int | None, ...] | tuple[int | None, int | None, int | None, int | None, str]]]] = [
    # killed and injured together
    ("The blast killed nine people and wounded 41.", [(9, 41, N, N)]),
    ("Nine people were killed and 41 wounded in the blast.", [(9, 41, N, N)]),
    ("Nine people died and another 41 were injured.", [(9, 41, N, N)]),
    ("A car bomb killed at least 18 people and injured dozens more.", [(18, N, N, N, "at_least")]),
    ("The strike left three dead and more than 20 injured, officials said.", [(3, 20, N, N, "more_than")]),
    ("Fifteen people were killed, 30 injured and six are missing after the ferry sank.", [(15, 30, 6, N)]),
    ("Two of the passengers died and seven suffered serious injuries.", [(2, 7, N, N)]),
    ("The stampede claimed 31 lives and left 60 people hurt.", [(31, 60, N, N)]),
    ("Police said 12 officers had been injured, two of them seriously.", [(N, 12, N, N)]),
    ("Some 45 people were treated for smoke inhalation, but no deaths were reported.", [(0, 45, N, N, "about")]),
    ("At least 20 people, most of them women and children, have been killed.", [(20, N, N, N, "at_least")]),
    ("A total of 54 people have died in the floods.", [(54, N, N, N)]),
    ("Nearly 200 people were hurt in the crush.", [(N, 200, N, N, "about")]),
    ("As many as 70 people may have died.", []),
    ("As many as 70 people died in the wreck.", [(70, N, N, N, "up_to")]),
    ("An estimated 300 people drowned when the boat went down.", [(300, N, N, N, "about")]),
    ("Seventeen bodies have been recovered from the lake, and 22 people remain missing.", [(17, N, 22, N)]),
    ("Rescuers pulled 12 bodies from the rubble.", [(12, N, N, N)]),
    ("Four miners are still unaccounted for.", [(N, N, 4, N)]),
    ("Eleven crew members were reported missing.", [(N, N, 11, N)]),
    ("Gunmen kidnapped 40 pupils from a boarding school.", [(N, N, N, 40)]),
    ("The group is still holding 97 hostages.", [(N, N, N, 97)]),
    ("Two aid workers were abducted and their driver was killed.", [(1, N, N, 2)]),
    ("Ninety soldiers were taken prisoner.", [(N, N, N, 90)]),
    ("He said 19 of the hostages had been killed.", [(19, N, N, N)]),
    # a clause of its own behind an "and"
    ("The quake killed 77 people and more than 588 people were injured.", [(77, 588, N, N, "more_than")]),
    ("The quake killed 77 and 588 were injured.", [(77, 588, N, N)]),
    ("The blast killed a teacher and her two children were wounded.", [(1, 2, N, N)]),
    ("The blast killed a teacher and her two children.", [(3, N, N, N)]),
    ("Gunmen killed four soldiers and six others were missing.", [(4, N, 6, N)]),
    ("The attack that killed two men and a woman was claimed by nobody.", [(3, N, N, N)]),
    ("The attack killed two men and a woman who were on their way home.", [(3, N, N, N)]),
    ("The mayor said early Sunday that the death toll had risen to 77, and 588 were injured.", [(77, 588, N, N)]),
    ("The death toll rose to 77 and 588 were injured.", [(77, 588, N, N)]),
    ("The death toll rose to 77, and 588 houses fell.", [(77, N, N, N)]),
    ("One soldier and five others were killed in the blast.", [(6, N, N, N)]),
    ("A drone killed one man and five others in Sarl.", [(6, N, N, N)]),
    ("One woman was killed and five others were wounded.", [(1, 5, N, N)]),
    # the toll
    ("The death toll from the quake has risen to 2,445.", [(2445, N, N, N)]),
    ("The death toll stood at 34 on Friday, with 120 people still missing.", [(34, N, 120, N)]),
    ("That brings the number of people killed to 16.", [(16, N, N, N)]),
    ("Officials put the death toll at 83.", [(83, N, N, N)]),
    ("Officials raised the death toll from 61 to 83.", [(83, N, N, N)]),
    ("The death toll could rise to 100, he warned.", []),
    ("The toll, which includes six children, climbed to 29.", [(29, N, N, N)]),
    ("Death toll in mine collapse jumps to 14", [(14, N, N, N)]),
    ("The confirmed death toll is now 27.", [(27, N, N, N)]),
    # headlines
    ("Two dead, five hurt in nightclub shooting", [(2, 5, N, N)]),
    ("Ferry sinks off Mindoro, killing 30", [(30, N, N, N)]),
    ("Train crash kills 12, injures 80 in Hesse", [(12, 80, N, N)]),
    ("Boy, 9, dies after falling from balcony", [(1, N, N, N)]),
    ("At least 6 killed as bus plunges into ravine", [(6, N, N, N, "at_least")]),
    ("Man shot dead outside bar", [(1, N, N, N)]),
    ("Eight wounded in drone attack on Belgorod", [(N, 8, N, N)]),
    # by head
    ("An off-duty policeman and a shopkeeper were killed.", [(2, N, N, N)]),
    ("The explosion killed the pilot and two passengers.", [(3, N, N, N)]),
    ("A pregnant woman was among three people killed.", [(3, N, N, N)]),
    ("His wife and three daughters were killed in the strike.", [(4, N, N, N)]),
    ("A shell hit the kitchen, killing Maria Petrova, 61, and her grandson.", [(2, N, N, N)]),
    ("The attacker was shot dead by police.", [(1, N, N, N)]),
    ("The bomber also died.", [(1, N, N, N)]),
    ("A Palestinian teenager was killed by Israeli fire near Jenin.", [(1, N, N, N)]),
    ("One Ukrainian soldier was killed and four were wounded in the past 24 hours.", [(1, 4, N, N)]),
    ("A third victim died in hospital on Monday.", [(1, N, N, N)]),
    ("Another protester was killed in Basra.", [(1, N, N, N)]),
    ("Three children from the same family died in the fire.", [(3, N, N, N)]),
    ("Both pilots were killed.", [(2, N, N, N)]),
    ("All six people on board died.", [(6, N, N, N)]),
    ("None of the passengers was hurt.", [(N, 0, N, N)]),
    ("No one was hurt.", [(N, 0, N, N)]),
    ("There were no reports of casualties.", [(0, 0, N, N)]),
    ("The attack caused no casualties, the ministry said.", [(0, 0, N, N)]),
    ("There were no immediate reports of injuries.", [(N, 0, N, N)]),
    ("Nobody was killed but eight people needed treatment.", [(0, 8, N, N)]),
    ("It was not clear whether anyone had been killed.", []),
    ("No details of casualties were available.", []),
    # claims, wars, sums
    ("The rebels claimed to have killed 30 soldiers.", [(30, N, N, N)]),
    ("The ministry said its troops had destroyed two tanks and killed 60 Russian troops.", [(60, N, N, N)]),
    ("The war has killed tens of thousands of people.", [(N, N, N, N, "vague")]),
    ("Dozens were killed and hundreds injured.", [(N, N, N, N, "vague")]),
    ("More than 13,000 people have been killed since the conflict began in April 2014.", [(13000, N, N, N, "more_than")]),
    ("The conflict has claimed more than 10,000 lives and displaced a million people.", [(10000, N, N, N, "more_than")]),
    ("The health ministry said 44,235 people had been killed and 104,638 wounded since October.", [(44235, 104638, N, N)]),
    # no victims at all
    ("The bill died in committee.", []),
    ("Fire crews rescued 17 people from the roof.", []),
    ("Six drones were shot down over Odesa.", []),
    ("The strike destroyed 12 houses and killed 30 cows.", []),
    ("He was killed off in the third season of the series.", []),
    ("The talks are dead, two diplomats said.", []),
    ("The prosecutor asked for the death penalty for the two men.", []),
    ("Critics say the plan would kill 500 jobs.", []),
    ("Around 1,500 people were killed or injured.", []),
    ("The virus could kill thousands.", []),
    ("He threatened to kill the hostages.", []),
    ("The court heard how she tried to kill her husband.", []),
    ("They killed time playing cards.", []),
    ("Team captain Ivan Horvat is out with a knee injury.", []),
    ("Police arrested 35 people during the protest.", []),
    ("Her party suffered a heavy defeat, losing 20 seats.", []),
    ("It was the deadliest attack in five years.", []),
    ("More than 200 homes were damaged.", []),
    # two events in one sentence
    ("A bomb killed four in Mosul, and a second blast killed two in Tikrit.", [(4, N, N, N), (2, N, N, N)]),
    ("Bombers killed 15 people at a hotel in Aden and seven at a mosque in Taiz.", [(15, N, N, N), (7, N, N, N)]),
    # odd order and long subjects
    ("Among the dead were five children.", []),
    ("Five people, all members of one family, were found dead in a house.", [(5, N, N, N)]),
    ("Eight people, including the gunman, are dead.", [(8, N, N, N)]),
    ("The gunman shot and killed eight people before turning the gun on himself.", [(8, N, N, N)]),
    ("Israeli strikes overnight killed 22 people, including 13 children and six women, medics said.", [(22, N, N, N)]),
    ("Some 30 civilians in two villages near the border were killed.", [(30, N, N, N, "about")]),
    ("Ten people who had been trapped under the rubble died.", [(10, N, N, N)]),
    ("At least 35 people have been confirmed dead.", [(35, N, N, N, "at_least")]),
    ("Twenty-one people are known to have died.", [(21, N, N, N)]),
    ("The crash, in which 49 people died, was blamed on ice.", [(49, N, N, N)]),
    ("Police say six people were shot, two of them fatally.", [(2, N, N, N)]),
    ("Six people were shot and wounded.", [(N, 6, N, N)]),
    ("The fire injured at least 10 people, two critically.", [(N, 10, N, N, "at_least")]),
    ("Assailants attempted to abduct a judge, who was shot and killed when he resisted.", [(1, N, N, N)]),
    ("In addition to the assailant, 14 people were killed and at least six others were injured in the blast.", [(14, 6, N, N, "at_least")]),
    ("An assailant shot and killed Abdul Wasiq, the local police chief, in Gereshk.", [(1, N, N, N)]),
    ("Wasiq, the head of the district council in Gereshk, was shot and killed on his way home.", [(1, N, N, N)]),
    ("A landmine detonated under a truck, resulting in the death of one soldier and injuries to three others.", [(1, 3, N, N)]),
    ("The raid resulted in the deaths of two militants.", [(2, N, N, N)]),
    ("Unidentified assailants set fire to a house, burning a family of five to death.", [(5, N, N, N)]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:60] for text, _ in SENTENCES])
def test_counts(text: str, expected: list[tuple[int | None, ...]]) -> None:
    found = read(Document(Article("s", "", text, datetime(2024, 11, 27, tzinfo=UTC), "Wire")))
    told = [(r.killed, r.injured, r.missing, r.captured, r.qualifier.value) for r in found]
    assert told == [(*e, "exact") if len(e) == 4 else e for e in expected]
