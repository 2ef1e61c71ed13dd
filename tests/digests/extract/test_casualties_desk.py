"""More incident notes, of South Asia and Africa, of police desks, of the wires and calendars: how many were killed in all.

Half of them kill nobody: earlier deaths, trials, wakes, threats, denials, beasts and machines. One note a line, its number before it.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digests.extract.casualties import read
from digests.model import Article, Scope
from digests.text.document import Document

SOMEBODY = """
1 | Armed men on a motorcycle shot dead a schoolteacher near Turbat.
3 | Three FC personnel were martyred when a roadside bomb went off in Kurram Agency.
1 | A tribal elder was gunned down by unknown assailants in Bajaur. Police registered a case.
2 | Unidentified gunmen killed a police constable and his brother outside their home in Quetta.
5 | Security forces killed four militants in a raid in Awaran; one soldier also lost his life.
1 | The bullet-riddled body of a missing activist was recovered from the Hub river area.
2 | Two bodies were found dumped near the highway in Mastung. Both men had been shot in the head.
7 | Seven labourers were lined up and shot by militants in Gwadar district.
1 | An ASI succumbed to his injuries at a hospital in Peshawar a day after being shot by robbers.
1 | A woman was killed and three children were injured when a mortar shell landed on a house in North Waziristan.
6 | Six persons, including a local commander of the banned outfit, were killed in a drone strike in Datta Khel.
2 | ANP leader Rahim Dad Wazir and his guard were shot dead in Swabi.
1 | A Maoist was killed in an encounter with the CRPF in Sukma district.
9 | Nine Maoists, four of them women, were killed in a gun battle with the District Reserve Guard.
1 | A villager was hacked to death by suspected Maoists who branded him a police informer.
2 | Two cadres of the NSCN-IM were killed in a factional clash in Tirap district.
1 | Suspected militants lobbed a grenade at a bus stand in Sopore, killing one civilian and injuring 15 others.
3 | An army major and two soldiers lost their lives in an encounter in Pulwama.
4 | Two militants and two security force personnel died in a gunfight at Shopian.
11 | Al Shabaab militants attacked an AMISOM convoy near Leego. 8 soldiers and 3 militants were killed.
1 | Unidentified gunmen assassinated a clan elder in Beledweyne.
14 | Boko Haram fighters raided Gwoza village overnight, slaughtering 14 residents and burning houses.
2 | A Fulani militia attacked farmers in Barkin Ladi. Two farmers killed.
20 | Around 20 people were killed when ADF rebels attacked a village near Beni.
5 | Clashes between Dinka and Nuer youths over cattle left five dead in Rumbek.
10 | At least 10 civilians reported killed by Mai Mai fighters in Masisi territory.
1 | Police fired on protesters in Conakry, killing one.
3 | A landmine explosion on the Mopti road claimed the lives of three UN peacekeepers.
2 | A mob beat two suspected thieves to death in Kampala.
1 | A taxi driver was lynched by a mob in Bangui.
16 | Fatalities: 16. RSF shelling of a market in El Fasher.
1 | A boda boda rider was stabbed to death by an unknown assailant in Kitgum.
8 | Air strikes on Misrata killed eight, including three children from the same family.
1 | Soldiers shot a student dead during a demonstration in Harare.
2 | Two people were burnt alive in their house by raiders in Zamfara State.
12 | A dozen villagers were massacred by gunmen in Benue State.
1 | One protester died after being hit in the head by a tear gas canister in Khartoum.
2 | A 24-year-old man and a 19-year-old woman were found shot to death inside a car in east Detroit.
1 | A 17-year-old boy is dead after a shooting on the city's west side Friday night.
1 | Officers responding to a call of shots fired found a man with multiple gunshot wounds. He was pronounced dead at the scene.
1 | The victim, identified as Darnell Hoskins, 31, died at Mercy Hospital.
3 | A gunman opened fire at a barbershop, killing two people and wounding four before he was fatally shot by officers.
1 | A 3-year-old girl was accidentally shot and killed by her brother, the sheriff's office said.
1 | A man was fatally stabbed outside a bar on Main Street early Sunday.
1 | A homeowner shot and killed an intruder on Tuesday morning. No charges have been filed.
4 | Four members of a family were found dead in an apparent murder-suicide in Ogden, Utah.
1 | Deputy Carl Renner was killed in the line of duty during a traffic stop.
1 | A woman was struck by a stray bullet while sitting on her porch. She died on the way to the hospital.
2 | One teen died at the scene and another was pronounced dead at a hospital.
1 | A clerk was shot during a robbery at a gas station and later died of his wounds.
1 | Police are investigating the fatal shooting of a 45-year-old man in north Tulsa.
1 | Police are investigating a homicide after a body with gunshot wounds was discovered in an alley.
2 | Two dead, three wounded in shooting at Memphis nightclub.
1 | A suspect armed with a knife was shot and killed by police after a standoff.
5 | Five people are dead, including the shooter, after a shooting at a warehouse in Aurora.
1 | The coroner identified the man who died in Thursday's shooting as Luis Ortega, 28.
3 | A suicide car bombing kills three people and injures 21 in Mogadishu.
27 | A bus carrying pilgrims plunges into a ravine in Nepal, killing 27 people.
41 | A passenger plane crashes shortly after takeoff in Sudan, killing all 41 people on board.
8 | Eight people are killed and dozens are injured in a stampede at a stadium in Antananarivo.
19 | A ferry capsizes on Lake Victoria, leaving 19 people dead and 30 missing.
60 | The death toll from flooding in Kerala rises to 60.
13 | A fire at a nightclub in Thailand kills 13 people.
2 | Two climbers die in an avalanche on Mont Blanc.
1 | Former governor Anselmo Duarte is assassinated in Pernambuco.
32 | An explosion at a coal mine in Henan kills at least 32 miners.
100 | Mudslides in Colombia kill more than 100 people.
15 | Fifteen Afghan policemen are killed in a Taliban attack in Ghazni.
3 | Israeli soldiers shoot dead three Palestinians in Jenin.
1 | A worker was crushed to death when a wall collapsed at a construction site in Pune.
2 | Two workers died of asphyxiation while cleaning a septic tank in Faridabad.
5 | Five persons of a family were charred to death as fire broke out in their house.
4 | Four youths drowned in the Ganga while taking a bath at Haridwar.
1 | A man was electrocuted while repairing a power line.
3 | Lightning killed three farmers in Bihar on Monday.
7 | Seven people, among them two toddlers, perished in a house fire in Ohio.
18 | The toll in the hooch tragedy rose to 18 with three more deaths on Sunday.
22 | The collapse of a building in Lagos has killed 22 people, rescue officials said.
1 | A motorcyclist died in a collision with a lorry on the A12.
2 | The pilot and his passenger died when their light aircraft came down in a field.
9 | Nine people lost their lives in a pile-up on a motorway in northern Italy.
1 | A trekker's body was pulled from the river by rescuers on Thursday.
30 | Some 30 migrants drowned when their dinghy sank off Libya.
17 | Rescuers have recovered 17 bodies from the wreckage of the train.
4 | Three children and their mother were killed in a gas explosion at a flat in Kharkiv.
12 | The blast ripped through a mosque during Friday prayers, killing 12 worshippers and injuring 20 more.
6 | A gas tanker overturned and exploded. Six people were killed on the spot.
2 | Husband and wife killed as truck hits scooter in Nagpur.
1 | Youth shot dead in Karachi's Lyari.
3 | 3 killed, 12 hurt in Bannu blast.
10 | Taliban attack on checkpoint in Kunduz leaves 10 soldiers dead.
1 | Journalist murdered in Veracruz.
2 | Two Palestinians killed by Israeli fire at Gaza border.
21 | At least 21 dead as overcrowded boat sinks in Bangladesh.
1 | An off-duty policeman was ambushed and killed by gunmen in Karachi's Orangi Town area.
4 | A tribal feud in Jacobabad claimed four lives.
2 | An explosive device planted in a car went off, killing the provincial prosecutor and his driver.
3 | Unknown armed motorcyclists opened fire at a barber shop on Sariab Road, Quetta, as a result of which three persons died on the spot.
2 | Two brothers identified as Gul Khan and Sher Khan were killed by their rivals in Dera Ismail Khan over a land dispute.
1 | Firing incident in Lyari; MQM worker Naveed Alam lost his life.
4 | As many as four FC men embraced martyrdom in an ambush at Shahrag.
2 | Two tortured bodies, stuffed in gunny bags, were found in Baldia Town.
6 | Drone fires two missiles on a house in Shawal; six suspected militants dead.
1 | A local leader of the JUI-F, Maulvi Noor Muhammad, was shot dead outside his seminary.
2 | Four gunmen riding two motorcycles shot and killed two traffic constables in Peshawar.
8 | 5 militants and 3 soldiers were reportedly killed in an exchange of fire in Orakzai Agency.
1 | The headless body of a kidnapped khasadar was found in Landi Kotal.
3 | A remote-controlled bomb targeted a vehicle of the peace committee, leaving three members dead and two seriously wounded.
7 | The death toll from Monday's blast in Quetta climbed to seven when another victim breathed his last.
1 | CRPF trooper succumbs to injuries in Bastar.
2 | Two Naxals eliminated in Abujhmarh.
12 | 12 killed, 30 injured as militants storm military base in Jammu.
1 | A Sarpanch was abducted by Maoists and later killed.
4 | In a joint operation, Army and police neutralised four terrorists in Handwara.
5 | Five people including a child were killed when unidentified gunmen sprayed bullets at a vehicle in Kohat.
3 | Unidentified armed group attacked Nyanga village; 3 killed, several kidnapped, houses looted.
1 | Police in Lubumbashi opened fire to disperse a demonstration. One demonstrator was killed and six were wounded.
9 | Anti-Balaka ambush a truck near Bambari, killing 9 of the passengers.
2 | Reported: two soldiers killed when their vehicle hit an IED near Menaka.
1 | Youth from rival campuses fought with machetes; a 20-year-old was hacked to death.
15 | Armed pastoralists killed at least 15 people, mostly women and children, in Kajuru LGA.
4 | A father and his three sons were killed by gunmen in Borama.
1 | Al Shabaab publicly executed a man accused of spying in Jilib.
2 | Al Shabaab beheaded two men in Lamu.
11 | Egyptian forces said they killed 11 militants in northern Sinai.
1 | Vigilantes burned a suspected robber alive in Onitsha.
6 | Government helicopters dropped barrel bombs on Kauda, killing a mother and her five children.
25 | At least 25 rebels were killed according to the army, which suffered no losses.
3 | Police: 3 dead in apparent murder-suicide at Houston apartment.
2 | A mother and her infant son were shot and killed Wednesday night in Baton Rouge.
1 | A Kansas City man has died from wounds he suffered in a shooting last week, police said Monday.
1 | The 29-year-old was rushed to surgery but did not survive.
1 | Trooper killed, another wounded in shootout on Interstate 70.
2 | Officers found two men suffering from gunshot wounds. Both were pronounced dead at the scene.
1 | One man is dead and another is in custody following a domestic dispute in Reno.
3 | Three teens fatally shot at a house party in Fort Worth.
1 | Robbery suspect killed by store owner.
4 | A man fatally shot his parents and sister before killing himself, authorities say.
1 | A bystander was caught in the crossfire and killed.
2 | A 61-year-old man killed his wife and then himself, according to the sheriff.
1 | Teen dies after being shot in the head in Oakland.
1 | The victim died three days later.
1 | A sheriff's deputy fatally shot a man who was waving a machete.
10 | A gunman kills nine people at a church in Charleston and is later shot dead by police.
17 | Seventeen people, fourteen of them students, are shot dead at a high school in Florida.
3 | Three crew members die when a fishing trawler goes down off Cornwall.
14 | Flash floods sweep away a bus in Morocco, drowning 14 passengers.
8 | Eight climbers perish after a serac collapses on K2.
200 | More than 200 people are feared dead; 200 deaths have been confirmed.
31 | A fuel tanker explosion in Tanzania kills 31.
1 | Syrian opposition commander Adnan Qassar is assassinated in a car bombing in Idlib.
38 | At least 38 people have died after a ferry overturned in Myanmar, state media report.
22 | A suicide bomber kills 22 concertgoers in Manchester.
5 | A Cessna crashes in Oklahoma, with the deaths of all five occupants.
7 | Seven soldiers of the Armenian army die in skirmishes with Azerbaijan.
1 | A bull gored a man to death at a festival in eastern Spain.
9 | A landslide buried a row of houses in Medellín; nine bodies have been recovered so far.
16 | An overloaded boat went down off Zanzibar. Sixteen bodies were pulled from the water.
1 | An elderly woman was trampled to death by elephants in Jharkhand.
3 | Three labourers died after inhaling toxic gas in a well.
2 | A wall collapse during heavy rain killed two children in Hyderabad.
20 | A gas leak at a factory claimed 20 lives.
6 | Six members of a wedding party died after their jeep fell into a gorge.
1 | An unidentified body bearing torture marks was found in a drain in Korangi.
2 | Police said two dacoits died in an exchange of fire in Sukkur while a third managed to flee.
3 | Militants ambushed a convoy of the Frontier Corps near Zhob, martyring three personnel.
1 | A polio worker who was shot on Monday succumbed to her wounds in Lady Reading Hospital.
5 | Rival groups clashed over land in Shikarpur; five men of the Jatoi tribe lost their lives.
2 | Two labourers hailing from Punjab were gunned down in Kech.
4 | A mine explosion in Mohmand took the lives of four security men.
7 | Seven insurgents were neutralised and a cache of arms was recovered in the operation.
1 | Ex-councillor slain in Cotabato.
2 | Army: two rebels killed in Samar firefight.
6 | Gunmen on horseback raided Dogon hamlets, leaving six villagers dead.
3 | 3 fatalities reported after JAS attack on Banki IDP camp.
18 | A double suicide bombing at a market in Maroua has left 18 dead, local officials told state radio.
1 | A demonstrator hit by a rubber bullet in Antananarivo later died in hospital.
9 | The remains of nine villagers, hacked with machetes, were found in a forest in Ituri.
1 | A woman accused of witchcraft was beaten to death by residents of Sumbawanga.
2 | Two police reservists were killed and their guns stolen by bandits in Baringo.
1 | A 16-year-old girl was killed when a bullet pierced the wall of her bedroom, St. Louis police said.
2 | A man and a woman, both in their 30s, were found fatally shot inside an SUV.
1 | Police identified the man killed in the parking lot as Devin Marsh.
1 | An armed robber was killed by a clerk who pulled out a revolver.
3 | Sheriff: gunman kills 2 co-workers, self.
1 | The officer, a 12-year veteran, was shot in the neck and died at the hospital.
1 | One person was killed and five others injured in a shooting at a park.
4 | A gunman killed four people before being taken into custody.
26 | A packed minibus collided with a truck in Burkina Faso, killing 26.
12 | Twelve miners are confirmed dead after a shaft flooded in Zimbabwe.
5 | Five tourists lose their lives in a hot air balloon accident in Egypt.
8 | A building under construction gives way in Phnom Penh; eight workers are killed.
44 | Typhoon Kelo leaves at least 44 people dead in the Philippines.
3 | Three firefighters died battling the blaze.
11 | The number of people killed in the derailment has risen to 11.
2 | A paraglider and her instructor plunged to their deaths in Austria.
1 | A zoo keeper was mauled to death by a tiger.
15 | Fifteen of the 19 crew of the trawler drowned; four were rescued.
"""
NOBODY = """
0 | Militants fired rockets at an airbase in Bannu. No loss of life was reported.
0 | Unidentified men kidnapped two engineers from a gas field near Dera Bugti.
0 | Police recovered 12 kg of explosives and three detonators from a house in Swat.
0 | Traders observed a shutter-down strike in Quetta against the killing of a fellow trader last week.
0 | Five people were injured in a hand grenade attack on a shop in Hub.
0 | Security forces arrested four suspected militants during a search operation in Mardan.
0 | A gas pipeline was blown up by unknown persons in the Pirkoh area. Supply to the plant was suspended.
0 | Unknown miscreants torched three NATO oil tankers near Chaman. The drivers escaped unhurt.
0 | Militants blew up a government girls' school in Mohmand Agency. Nobody was hurt.
0 | Lawyers boycotted courts to protest the murder of an advocate in Karachi.
0 | A rally was held in Srinagar to demand justice for two youths killed in army firing in 2010.
0 | Hurriyat called a strike to mark the anniversary of the massacre in which 45 people died.
0 | The bomb disposal squad defused a 10 kg IED planted on the road to Miranshah.
0 | A policeman was wounded when armed men opened fire on a patrol in Panjgur.
0 | Taliban threatened to kill health workers taking part in the polio campaign.
0 | The outfit warned that it would kill the abducted officials if its demands were not met.
0 | Exchange of fire between troops and militants was reported in Kupwara; there was no casualty on either side.
0 | Two ULFA cadres surrendered before police in Tinsukia with two pistols.
0 | A court sentenced three men to death for the murder of a politician in 2012.
0 | Maoists set ablaze five vehicles engaged in road construction in Gadchiroli.
0 | Maoists blew up railway tracks near Chakradharpur. Train services were disrupted.
0 | A Maoist carrying a reward of 800,000 rupees was arrested in Dantewada. He was involved in the killing of seven policemen.
0 | Al Shabaab claimed it had killed several soldiers, but the government denied any losses.
0 | Al Shabaab militants fired mortars at the Halane compound in Mogadishu. No casualties were reported.
0 | Residents of Goma marched to protest insecurity and recent killings in the area.
0 | Unknown gunmen abducted 14 pupils and a teacher from a school in Kaduna State.
0 | Cattle raiders stole 200 head of cattle from a village in Turkana. No fatalities.
0 | Students clashed with police at the University of Nairobi. Several were injured and 20 arrested.
0 | ADF fighters looted a health centre in Mambasa. No deaths reported.
0 | Government forces regained control of Kidal from rebels without a fight.
0 | Army and M23 clash near Bunagana. Casualties unknown.
0 | Health workers in Juba demonstrated over unpaid wages.
0 | Mourners gathered to bury the 12 miners shot by police last week.
0 | Youths staged a protest over the death of a student in police custody in March.
0 | The Fulani raid left 30 houses burnt and 50 cows dead.
0 | Suspected pirates hijacked a tanker with 18 crew members off Benin.
0 | Unidentified raiders attempted to kill a councillor in Lamu but he escaped.
0 | Military aircraft bombed rebel positions in South Kordofan; there were no reports of deaths.
0 | Non-violent activity: rebels moved 300 fighters to the border.
0 | A 22-year-old man was shot in the leg on Saturday night and is expected to survive.
0 | Three teenagers were hospitalized with gunshot wounds after a drive-by shooting.
0 | Shots were fired into an occupied home. No one was hit.
0 | A man is in critical condition after being shot in the chest.
0 | Police arrested a 34-year-old man on a charge of attempted murder.
0 | A man was charged with the 2015 killing of his girlfriend.
0 | Jurors convicted a former officer of murder in the death of an unarmed motorist.
0 | Officers seized two handguns and 40 rounds of ammunition at a high school.
0 | A student was detained after threatening to shoot classmates.
0 | Two men exchanged gunfire in a parking lot but neither was struck.
0 | The victim was taken to a hospital with injuries that were not life-threatening.
0 | A dog was shot and killed by a deputy serving a warrant.
0 | The suspect barricaded himself inside a house and surrendered after six hours.
0 | Armed robbers held up a liquor store and fled with cash; no injuries were reported.
0 | A bullet grazed a woman's arm while she was in bed.
0 | Prosecutors will seek the death penalty against a man accused of killing four people.
0 | Family members held a vigil on the first anniversary of the shooting that killed their son.
0 | A gun was accidentally discharged at a store; nobody was hurt.
0 | Police are looking for a man who fired at a dead-end street sign.
0 | Authorities say the gunman intended to kill his boss.
0 | A Turkish court sentences 15 people to life imprisonment for the 2016 bombing that killed 47.
0 | Thousands march in Paris in memory of a teacher beheaded in 2020.
0 | An earthquake of magnitude 6.1 strikes off Fiji. There are no reports of casualties or damage.
0 | Iran test-fires a ballistic missile.
0 | The United Nations launches an inquiry into a strike that killed 40 at a migrant centre in July.
0 | A volcano erupts in Iceland, forcing the evacuation of 4,000 people.
0 | Former militia leader Bosco Ndala goes on trial at The Hague, charged with murdering 60 civilians.
0 | Spain marks 20 years since the train bombings that killed 193 people.
0 | Police in Belgium foil a plot to kill hundreds of people at a concert.
0 | The government denied reports that 11 soldiers had been killed.
0 | The army rejected claims that its helicopter was shot down and its crew killed.
0 | Rescuers saved all 22 people trapped in a flooded cave.
0 | A freight train derailed in Ohio, spilling chemicals; no one was injured.
0 | Everyone on board survived when the plane skidded off the runway.
0 | The fire destroyed 40 shops before it was brought under control. No one was hurt in the blaze.
0 | More than 200 pigs died when a barn burned down.
0 | Two aircraft and six tanks were destroyed in the raid.
0 | Bird flu killed 10,000 chickens at a farm in the north.
0 | Experts fear that thousands could die if the dam bursts.
0 | The storm could have killed many people had it come at night, officials said.
0 | A new law will make it harder to prosecute people who kill in self-defence.
0 | Health officials warn that smoking kills 8 million people a year.
0 | A museum dedicated to the victims of the genocide that killed 800,000 opened in Kigali.
0 | Four miners trapped underground since Sunday were brought out alive.
0 | The two hostages were freed unharmed after a ransom was paid.
0 | Twelve passengers were treated for smoke inhalation after a fire on a ferry.
0 | The search continues for nine fishermen missing since their boat capsized.
0 | The president offered condolences to the families of the dead.
0 | A memorial to 96 football fans who were killed in a crush was vandalised.
0 | Thirteen people were rescued from a collapsed building in Nairobi.
0 | Parliament observed a minute's silence for the victims of Tuesday's attack.
0 | Investigators reopened the case of three girls found dead in 1987.
0 | The ceasefire held for a second day, with no fighting reported.
0 | A bomb threat at an airport in Delhi turned out to be a hoax.
0 | The militants released 21 of the captured soldiers.
0 | Hundreds fled their homes as fighting neared the town.
0 | Protesters burned an effigy of the president and killed the power to a substation.
0 | Six people were rushed to hospital, two of them fighting for their lives.
0 | Unidentified men fired at a police van in Mastung but all the policemen remained unhurt.
0 | A landmine was found near a school in Bajaur and was defused.
0 | Two women councillors escaped an assassination attempt in Swabi.
0 | Families of missing persons held a sit-in outside the press club, demanding the recovery of 13 abducted relatives.
0 | The JSQM called for a shutter-down strike over the murder of its leader.
0 | TTP issued pamphlets warning barbers of death if they shaved beards.
0 | Police arrested five target killers who confessed to 30 murders.
0 | Rangers claimed to have arrested a hitman involved in the killing of 22 people.
0 | An accused in the murder case of two lawyers was remanded to custody.
0 | Militants destroyed two electricity pylons near Sibi.
0 | Rockets landed in an open field in Dera Bugti, causing no damage or loss of life.
0 | Separatists enforced a shutdown in Srinagar on the death anniversary of a slain commander.
0 | Security forces busted a hideout and seized two AK rifles and 90 rounds in Poonch.
0 | Three Maoists carrying rewards on their heads gave up arms in Malkangiri.
0 | A court acquitted 12 men of killing a dairy farmer in 2017.
0 | Villagers staged a dharna with the body of a man who died in custody.
0 | Kidnappers freed a trader after receiving ransom.
0 | Demonstrators blocked the highway to demand compensation for those killed in the stampede.
0 | LRA rebels abducted 12 people and pillaged food near Obo.
0 | Shots were heard near the presidential palace; the situation returned to calm.
0 | Militia and army exchanged gunfire in Fizi. There is no information about casualties.
0 | Four ONLF fighters were injured in a clash with the Liyu police.
0 | Teachers struck in Abuja for the third day.
0 | Hundreds rallied in Tunis to commemorate the killing of a leftist politician.
0 | Farmers said raiders killed 60 goats and took 12 camels.
0 | Pirates boarded a bulk carrier and took the crew's belongings; the crew are safe.
0 | Police dispersed students with tear gas, wounding 11.
0 | A Malian court tried six men over the 2015 hotel attack in which 20 people were killed.
0 | The man, shot twice in the back, is expected to make a full recovery.
0 | A 14-year-old boy was arrested after he brought a loaded gun to class.
0 | Two people suffered non-life-threatening injuries when gunfire broke out at a block party.
0 | A jury found a man guilty of killing his roommate.
0 | A man is wanted for the murder of a store clerk.
0 | A murder suspect was captured in Ohio after a week on the run.
0 | Neighbors reported hearing gunshots, but police found no victims.
0 | A man threatened to kill his ex-wife and then fled.
0 | Three masked men robbed a jewellery store at gunpoint.
0 | An officer fired at a charging pit bull, killing the dog.
0 | A man who killed two people in 1998 was denied parole.
0 | A former soldier pleads guilty to the murders of three villagers.
0 | Germany honours the victims of the Hanau shootings in which nine people died.
0 | The mayor apologises for the deaths of 72 residents in the tower fire.
0 | A court in Oslo rejects an appeal by the man who killed 77 people in 2011.
0 | Scientists warn a large quake could kill tens of thousands in the capital.
0 | The airline said all 180 passengers were evacuated safely.
0 | The oil tanker ran aground off Mauritius; its crew were rescued.
0 | Exhumations begin at a mass grave of victims of the civil war.
0 | The ministry said reports of the death of the rebel leader were false.
0 | Firefighters put out a blaze at a chemical plant. Nobody died.
0 | A strong aftershock sent people into the streets; no one is reported hurt.
0 | Ten hikers stranded on a mountain were airlifted to safety.
0 | The derailed train was empty and no deaths occurred.
0 | Two trains narrowly avoided a collision that could have killed hundreds.
0 | An outbreak of swine fever has killed 3,000 pigs.
0 | The president pardoned a man who had been sentenced to death for killing a policeman.
0 | Relatives of the 15 victims of the avalanche marched on the ministry.
0 | The gang leader survived an attempt on his life.
0 | Gunmen abducted the headmaster of a school in Kech; he was released the next day.
0 | A hand grenade hurled at a house in Quetta failed to explode.
0 | A tribal jirga was held to settle a feud that had claimed 14 lives since 2009.
0 | The BLA claimed to have attacked a checkpoint, but officials said there was no damage.
0 | Journalists protested outside the press club against the killing of a colleague in May.
0 | Doctors suspended work at the hospital over the murder of a physician.
0 | Troops recovered five rifles and 300 rounds during a cordon and search operation.
0 | A couple and their child narrowly escaped when unknown persons fired at their car.
0 | An alleged killer of three policemen was arrested from Lyari.
0 | Prosecution witnesses testified in the trial of men accused of lynching a student.
0 | The high court commuted the death sentence of a man convicted of killing his brother.
0 | Police foiled a suicide attack and arrested the would-be bomber.
0 | The banned outfit has threatened to behead the captives.
0 | Rebels withdrew from Kitshanga after three days of fighting. No casualty figures are available.
0 | Herders lost 80 camels in the raid.
0 | Youth groups marched in Lomé to demand an inquiry into deaths during last year's protests.
0 | The army shelled rebel hideouts in the hills; the results are not known.
0 | Gunmen freed all 23 hostages seized from a church.
0 | Residents fled to Chad after rumours of an attack.
0 | Pro-government militia detained four activists and beat them.
0 | UN peacekeepers repelled an attack on their base without loss.
0 | Supporters of the late president held a memorial on the anniversary of his assassination.
0 | A drive-by shooting damaged three cars. There were no injuries.
0 | A man shot himself in the hand while cleaning a rifle.
0 | Police are searching for a gunman who wounded three people outside a bar.
0 | A teen accused of killing his stepfather will be tried as an adult.
0 | A judge sentenced a woman to 20 years for the death of her infant son in 2014.
0 | Two students were shot but are expected to recover.
0 | An Amber Alert was issued for two missing girls.
0 | A jury awarded $4 million to the family of a man killed by police in 2013.
0 | A SWAT standoff ended peacefully.
0 | He told officers he wanted to kill his neighbors.
0 | A replica gun was found in a locker; nobody was in danger.
0 | France commemorates the 130 people killed in the Paris attacks.
0 | Myanmar's army denies killing civilians in a village.
0 | Iran says it will not extradite a man wanted over a bombing that killed 85.
0 | A plane makes an emergency landing with 143 aboard; all are safe.
0 | The United States charges a suspect in the embassy bombings of 1998 that killed 224.
0 | A dam breach floods farmland but causes no deaths.
0 | Relief agencies say 3 million people could starve.
0 | A heatwave threatens the elderly across southern Europe.
0 | Divers resume the search for the flight recorders of the airliner that crashed last month.
0 | A rescue helicopter lifted nine sailors from a sinking freighter.
0 | Wolves killed 40 sheep on a farm in Bavaria.
0 | An avalanche buried a chalet; all of its occupants were dug out alive.
0 | A gas explosion wrecked a house; its owner was away.
"""


def table(notes: str) -> list[tuple[str, int]]:
    return [(text, int(number)) for number, text in (line.split(" | ", 1) for line in notes.strip().splitlines())]


@pytest.mark.parametrize(("text", "killed"), [*table(SOMEBODY), *table(NOBODY)])
def test_killed_in_all(text: str, killed: int) -> None:
    reports = read(Document(Article("n", "", text, datetime(2018, 6, 12, tzinfo=UTC), "Incident Desk")))
    assert sum(r.killed or 0 for r in reports if r.scope is Scope.INCIDENT and not r.part) == killed, reports
