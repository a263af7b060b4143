"""The voorzieningen outside the old town and its first ring; see ``facility_list`` for the format."""

NORTH = """
b 2320 3190 40 24 | Opstandingskerk | amenity=place_of_worship;religion=christian;building=church
b 2250 3260 50 20 | Woonzorgcentrum De Nachtegaal | amenity=social_facility;social_facility=assisted_living;\
building=yes
n 2340 3290 | Huisartsenpraktijk Noorderweg | amenity=doctors
n 2372 3120 | Concertcafé Allegro | amenity=cafe;opening_hours=Tu-Su 10:00-18:00
n 2365 3380 | Bridgeclub Noord | club=bridge
b 2120 3210 36 20 | Dansschool Pirouette | amenity=dancing_school;building=yes
b 2720 3300 60 36 | Winkelcentrum Hoogveld | shop=mall;building=retail
b 2650 3290 44 28 | Supermarkt Hoogveld | shop=supermarket;building=retail
n 2690 3235 | Bakkerij Anadolu | shop=bakery
n 2710 3235 | Slagerij El Baraka | shop=butcher
n 2740 3235 | Poolse delicatessen Smak | shop=deli
n 2760 3240 | Kapsalon Fatima | shop=hairdresser
n 2780 3240 | Snackpoint Hoogveld | amenity=fast_food
n 2800 3242 | Pakketpunt Noord | amenity=post_office
n 2820 3245 | Apotheek Noord | amenity=pharmacy
n 2840 3245 | Koffiehuis Rif | amenity=cafe
n 2630 3230 | Eethuis Istanbul | amenity=restaurant
n 2860 3250 | Wasserette Noord | shop=laundry
b 2800 3200 44 26 | Buurtcentrum De Kruin | amenity=community_centre;building=civic;opening_hours=Mo-Sa 09:00-22:00;\
wheelchair=yes
+
b 2900 3210 24 18 | Bibliotheek Noord | amenity=library;building=yes;opening_hours=Mo-Fr 14:00-17:00
b 3000 3300 32 24 | Moskee Omar ibn al-Khattab | amenity=place_of_worship;religion=muslim;building=mosque
b 2950 3200 24 16 | Ouder- en Kindcentrum Noord | amenity=community_centre;community_centre=family_centre;building=yes
b 3040 3460 24 16 | Cultureel centrum Mozaïek | amenity=community_centre;community_centre=cultural_centre;building=yes
b 2560 3460 26 18 | Dagbesteding De Linde | amenity=social_facility;social_facility=day_care;building=yes
b 3080 3260 40 22 | Gezondheidscentrum Hoogveld | healthcare=centre;building=yes
s 2860 3380 76 60 | Brede School Hoogveld | isced:level=1
s 2680 3060 70 56 | Islamitische basisschool De Ster | isced:level=1
a 2930 3380 42 28 | Hoogveld Court | leisure=pitch;sport=soccer;access=yes
a 2760 3560 30 24 | Basketbalveld Twente | leisure=pitch;sport=basketball
a 2660 3560 26 22 | Speelplek Salland | leisure=playground
a 2950 3060 26 22 | Speelplek Betuwe | leisure=playground
x 2880 3400 | JOP Hoogveld | amenity=shelter;shelter_type=picnic_shelter
q 2450 3130 30 24 | Waterspeelplaats Noorderpark | leisure=playground
q 2460 2960 40 26 | Buurtmoestuin Noorderpark | leisure=garden;garden:type=community
x 2520 3140 | Beweegtuin Noorderpark | leisure=fitness_station
x 2540 3000 | | leisure=picnic_table
x 2470 3060 | | leisure=picnic_table
x 2530 2960 | De Vlieger | tourism=artwork
s 3450 3500 66 54 | Basisschool De Vogelvlucht | isced:level=1
b 3250 3480 26 18 | Kinderdagverblijf Het Nest | amenity=childcare;building=yes
b 3300 3230 42 28 | Sporthal Noord | leisure=sports_hall;building=yes
b 3420 3260 24 18 | Emmauskerk | amenity=place_of_worship;religion=christian;denomination=catholic;building=church
n 3190 3300 | Buurtsuper Sperwer | shop=convenience
n 3188 3350 | Kapper Kuif | shop=hairdresser
n 3600 3450 | Huisartsen Vogelbuurt | amenity=doctors
a 3600 3560 26 22 | Speelplek Lijster | leisure=playground
a 3350 3100 26 22 | Speelplek Zwaluw | leisure=playground
a 3700 3350 36 26 | Trapveld Merel | leisure=pitch;sport=soccer
n 3560 3240 | | amenity=public_bookcase
q 4035 3250 66 102 | | leisure=pitch;sport=soccer;access=customers
q 4115 3250 66 102 | | leisure=pitch;sport=soccer;access=customers
q 4195 3250 66 102 | | leisure=pitch;sport=soccer;access=customers
q 4075 3400 66 102 | Voetbalvereniging VV Voorbeeldstad | leisure=pitch;sport=soccer;access=customers
q 4190 3400 54 90 | Hockeyveld | leisure=pitch;sport=hockey;access=customers
q 4000 3420 30 14 | Clubgebouw VV Voorbeeldstad | club=sport;building=yes
"""

SOUTH = """
b 2420 1240 32 20 | Buurthuis Tuindorp | amenity=community_centre;building=yes;opening_hours=Mo-Fr 13:00-22:00
s 2250 1200 64 52 | Oranjeschool | isced:level=1
b 2560 1320 26 18 | Oranjekerk | amenity=place_of_worship;religion=christian;building=church
a 2450 1330 34 28 | Julianaplein | place=square
n 2470 1350 | Bakkerij Tuindorp | shop=bakery
n 2440 1350 | Café 't Pleintje | amenity=cafe;outdoor_seating=yes
n 2510 1390 | Kapsalon Marijke | shop=hairdresser
a 2600 1240 24 20 | Speeltuin Oranje | leisure=playground
n 2760 1560 | Zuiderbar | amenity=bar
n 2765 1480 | Snackbar Zuid | amenity=fast_food
n 2560 1585 | De Veerpont | historic=monument
b 3000 1290 56 22 | Woonzorgcentrum De Oever | amenity=social_facility;social_facility=nursing_home;building=yes
n 3100 1330 | Huisartsen Zuidoever | amenity=doctors
b 3330 1300 24 16 | Restaurant Bocht | amenity=restaurant;building=yes;outdoor_seating=yes
n 3400 1180 | Buurtkamer Zuidoever | office=association
a 3500 1180 26 20 | Speelplek Oever | leisure=playground
a 3250 1180 26 12 | Jeu de boules De Oever | leisure=pitch;sport=boules
b 2760 1060 46 28 | Supermarkt Zuidpoort | shop=supermarket;building=retail
b 2890 1060 42 26 | Supermarkt De Hagen | shop=supermarket;building=retail
n 2800 1092 | Bakkerij Zuidpoort | shop=bakery
n 2780 1090 | Slagerij Peters | shop=butcher
n 2750 1088 | Kapsalon Haar | shop=hairdresser
n 2870 1090 | Primera Zuidpoort | shop=newsagent;amenity=post_office
n 2900 1105 | Cafetaria De Poort | amenity=fast_food
n 2930 1112 | Lunchroom Zuid | amenity=cafe;opening_hours=Mo-Sa 09:00-17:30
n 2960 1118 | Apotheek Zuid | amenity=pharmacy
n 2850 1040 | Bloemist Zuidpoort | shop=florist
n 2845 1000 | Dierenspeciaalzaak | shop=pet
b 2700 1120 40 24 | Gezondheidscentrum Zuid | amenity=clinic;building=yes
n 2690 1095 | Huisartsen Zuid | amenity=doctors
b 2640 1050 40 24 | Wijkcentrum De Hagen | amenity=community_centre;building=civic;opening_hours=Mo-Fr 09:00-22:00
+
b 2800 950 26 18 | Bibliotheek Zuid | amenity=library;building=yes;opening_hours=We,Fr 13:00-17:00
s 2180 860 70 56 | Basisschool De Haagwinde | isced:level=1
s 2560 520 70 56 | Vrijeschool De Egelantier | isced:level=1
a 2100 620 26 22 | Speelplek Meidoornhage | leisure=playground
a 2250 480 26 22 | Speelplek Hulsthage | leisure=playground
a 2600 1000 26 22 | Speelplek Rozenhage | leisure=playground
a 2700 450 26 22 | Speelplek Vlierhage | leisure=playground;access=private
b 2080 1010 24 18 | Kerk De Ark | amenity=place_of_worship;religion=christian;building=church
q 2450 850 32 26 | Speelbos Hagenpark | leisure=playground
q 2800 740 40 30 | Skatebaan Hagenpark | leisure=pitch;sport=skateboard
q 2440 720 44 30 | Buurttuin De Hagen | leisure=garden;garden:type=community
x 2600 850 | | leisure=picnic_table
x 2660 700 | | leisure=picnic_table
x 2520 690 | Beweegtuin Hagenpark | leisure=fitness_station
x 2730 830 | Het Nest | tourism=artwork
s 3200 960 70 56 | Basisschool De Klaver | isced:level=1
s 3320 640 70 56 | Katholieke basisschool Sint Jozef | isced:level=1
a 3050 700 26 22 | Speelplek Klaverweide | leisure=playground
a 3450 960 26 22 | Speelplek Grutto | leisure=playground
a 3150 500 26 22 | Speelplek Lammerweide | leisure=playground
a 3560 880 38 26 | Trapveld De Weiden | leisure=pitch;sport=soccer
b 3250 850 24 18 | Goede Herderkerk | amenity=place_of_worship;religion=christian;building=church
b 3420 760 24 16 | Buurthuis De Weide | amenity=social_centre;building=yes;opening_hours=Tu,Th 10:00-16:00
b 3100 880 24 16 | Kinderopvang Het Lam | amenity=kindergarten;building=yes
n 3000 830 | Avondwinkel Weidenpark | shop=convenience
b 3500 680 22 14 | Scouting De Graspiepers | club=scout;building=yes
n 2890 560 | Huisartsenpraktijk De Weiden | amenity=doctors
q 3885 850 66 102 | | leisure=pitch;sport=soccer;access=customers
q 3965 850 66 102 | | leisure=pitch;sport=soccer;access=customers
q 4045 830 40 80 | | leisure=pitch;sport=tennis;access=customers
q 4040 950 44 24 | Zwembad De Golf | leisure=sports_centre;sport=swimming;building=yes;fee=yes;\
opening_hours=Mo-Su 07:00-21:00
q 3900 960 50 40 | IJsclub Vaarle | leisure=ice_rink
b 1700 920 50 30 | Ballorig Voorbeeldstad | leisure=indoor_play;building=yes;fee=yes
b 1820 680 40 24 | Sportschool Kracht | leisure=fitness_centre;building=yes
b 1600 620 50 30 | Kringloopcentrum De Schans | shop=second_hand;building=retail
b 1500 800 40 26 | Partycentrum De Schans | amenity=events_venue;building=yes
n 1900 990 | Timmerwerkplaats Stam | craft=carpenter
n 1750 980 | Snackwagen De Schans | amenity=fast_food
"""

WEST = """
b 1610 2460 44 28 | Supermarkt Waterrijk | shop=supermarket;building=retail
n 1640 2432 | Bakkerij De Otter | shop=bakery
n 1600 2425 | Kapsalon Golf | shop=hairdresser
n 1570 2420 | Café De Fuut | amenity=cafe;outdoor_seating=yes;opening_hours=Mo-Su 09:00-22:00
n 1540 2418 | Cafetaria Waterrijk | amenity=fast_food
b 1590 2350 40 24 | Gezondheidscentrum Waterrijk | amenity=clinic;building=yes
n 1600 2385 | Huisartsen Waterrijk | amenity=doctors
n 1560 2390 | Apotheek Waterrijk | amenity=pharmacy
s 1480 2480 80 62 | Kindcentrum De Waterlelie | isced:level=1
b 1500 2380 34 20 | Buurtplein Waterrijk | amenity=community_centre;building=civic;opening_hours=Mo-Fr 08:30-21:00
b 1560 2520 36 24 | Sporthal Waterrijk | leisure=sports_hall;building=yes
b 1430 2390 26 16 | Kinderopvang De Bever | amenity=kindergarten;building=yes
a 1450 2620 26 22 | Speelplek Otter | leisure=playground
a 1400 2520 26 22 | Speelplek Libel | leisure=playground
a 1480 2220 26 22 | Speelplek Snoek | leisure=playground
a 1500 2750 34 24 | Trapveld Spoorsingel | leisure=pitch;sport=multi
s 1550 1900 72 56 | Basisschool De Dotterbloem | isced:level=1
a 1420 2010 26 22 | Speelplek Lisdodde | leisure=playground
a 1450 1680 26 22 | Speelplek Watermunt | leisure=playground
n 1690 1900 | Buurtwinkel De Egelskop | shop=convenience
b 1640 1960 24 18 | Kerkcentrum De Bron | amenity=place_of_worship;religion=christian;building=church
n 1640 1720 | Repair Café Waterrijk | office=association
n 1560 1600 | | leisure=picnic_table
"""

COUNTRY = """
b 5440 2140 26 16 | Sint-Odulphuskerk | amenity=place_of_worship;religion=christian;denomination=protestant;\
building=church
b 5570 2130 30 18 | Dorpshuis De Broek | amenity=community_centre;community_centre=village_hall;building=yes;\
opening_hours=We,Fr 19:00-23:00
n 5800 2190 | Broekwouder molen | historic=windmill;heritage=2
"""
