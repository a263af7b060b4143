"""The voorzieningen of the town: what, where (metres from the map's corner) and how they are tagged.

One line per object: ``kind x y [width depth] | name | tags``. Kinds: ``n`` point beside the nearest street, ``x`` point
exactly there, ``b`` building on the nearest free plot along a street, ``a`` open ground likewise, ``q`` open ground
exactly there, ``s`` school (ground, building and yard). A ``+`` line doubles the object before it with a point inside,
as volunteers do.
"""

from .facility_list_outer import COUNTRY, NORTH, SOUTH, WEST

CENTRE = """
q 2772 1953 52 66 | Markt | place=square;highway=pedestrian;area=yes
x 2775 1958 | Weekmarkt | amenity=marketplace;opening_hours=Tu,Sa 08:00-16:00
b 2655 2010 62 26 | Grote of Sint-Maartenskerk | amenity=place_of_worship;religion=christian;\
denomination=protestant;building=church;heritage=2
x 2668 2016 | Grote Kerk | historic=church;heritage=2
b 2700 1940 34 22 | Stadhuis | amenity=townhall;building=civic;opening_hours=Mo-Fr 09:00-17:00;wheelchair=yes
b 2810 1900 40 24 | Bibliotheek De Waag | amenity=library;building=civic;\
opening_hours=Mo-Fr 10:00-18:00, Sa 10:00-17:00;wheelchair=yes
+
b 2850 1985 34 22 | Stedelijk Museum Voorbeeldstad | tourism=museum;building=civic;fee=yes;\
opening_hours=Tu-Su 11:00-17:00
b 2600 1930 42 26 | Schouwburg De Vaarle | amenity=theatre;building=civic;fee=yes
b 2930 2060 30 24 | Filmhuis De Kaap | amenity=cinema;building=yes;fee=yes
b 2520 1900 30 18 | De Zoutkeet | amenity=arts_centre;building=yes;opening_hours=We-Su 11:00-22:00
n 2660 1960 | Galerie Noorderlicht | tourism=gallery
n 2690 2100 | Galerie Het Raam | tourism=gallery
b 2700 2150 46 34 | De Waagpassage | shop=mall;building=retail
n 2760 1880 | Grand Café De Brug | amenity=cafe;outdoor_seating=yes;wheelchair=yes;opening_hours=Mo-Su 09:00-24:00
n 2765 1930 | Lunchroom Het Stadhuis | amenity=cafe;outdoor_seating=yes;opening_hours=Mo-Sa 08:30-18:00
n 2732 1945 | Koffiehuis Centraal | amenity=cafe;opening_hours=Mo-Su 08:00-18:00
n 2600 1975 | Theehuis Zoet | amenity=cafe;wheelchair=no
n 2900 1915 | Café de Haven | amenity=cafe;outdoor_seating=yes
x 2760 1975 | Terras De Brug | leisure=outdoor_seating
n 2745 1990 | De Gouden Leeuw | amenity=pub;outdoor_seating=yes;opening_hours=Mo-Su 16:00-01:00
n 2820 1970 | Proeflokaal De Snoek | amenity=bar;opening_hours=We-Su 17:00-01:00
n 2580 1990 | 't Kelderke | amenity=pub
n 3010 1915 | De Bolder | amenity=pub
n 2880 1800 | Bierkade | amenity=bar;wheelchair=no
n 2720 2050 | Ristorante Roma | amenity=restaurant
n 2830 1980 | Eethuis Anatolië | amenity=restaurant;opening_hours=Mo-Su 16:00-22:00
n 2790 1895 | Bistro Maarten | amenity=restaurant;outdoor_seating=yes
n 2480 1975 | Indisch Eethuis Melati | amenity=restaurant
n 2960 1920 | Visrestaurant De Mast | amenity=restaurant
n 2640 1795 | Pannenkoekenschip | amenity=restaurant
n 2728 2110 | Snackbar Centraal | amenity=fast_food
n 2740 1965 | IJssalon Venezia | amenity=ice_cream;opening_hours=Mar-Oct Mo-Su 11:00-22:00
n 2730 2180 | Bakkerij Van Rossum | shop=bakery;opening_hours=Mo-Sa 07:30-18:00
n 2715 2075 | Slagerij De Os | shop=butcher
n 2700 1978 | Kaashandel Zuivelhof | shop=deli
n 2560 1988 | Groenteman Aziz | shop=greengrocer
n 2840 1990 | Vishandel De Haan | shop=seafood
n 2726 2035 | Boekhandel Prins | shop=books
n 2722 2085 | Schoenen Verhagen | shop=shoes
n 2735 2205 | Modehuis Annelies | shop=clothes
n 2732 2010 | Drogist Balsem | shop=chemist
n 2500 1985 | Fietsen De Kroon | shop=bicycle
n 2640 1970 | Kapsalon Knip | shop=hairdresser
n 2900 2020 | Herenkapper Sami | shop=hairdresser
n 2460 1870 | Wasserette Sop | shop=laundry;opening_hours=Mo-Su 08:00-20:00
b 2560 2100 22 16 | Kringloop De Zolder | shop=second_hand;building=retail
n 2718 2160 | Tabakshop De Pijp | shop=newsagent;amenity=post_office
n 2880 1905 | Apotheek De Vijzel | amenity=pharmacy;opening_hours=Mo-Fr 08:30-17:30
n 2640 2060 | Huisartsenpraktijk Binnenstad | amenity=doctors;wheelchair=yes;opening_hours=Mo-Fr 08:00-17:00
b 3080 1930 26 18 | Politiebureau Binnenstad | amenity=police;building=civic
b 2660 2215 44 26 | Supermarkt De Wal | shop=supermarket;building=retail;\
opening_hours=Mo-Sa 08:00-21:00, Su 12:00-18:00
b 3060 2080 24 18 | Zaal Concordia | amenity=events_venue;building=yes
n 2620 2070 | Vrijwilligerspunt Voorbeeldstad | office=association
n 2860 2010 | Stichting Oude Stad | office=foundation
n 2960 1800 | Flexwerk De Pakhuizen | office=coworking
n 2990 1830 | Brouwerij Vaarlebier | craft=brewery
n 2540 2130 | Schoenmaker Luijten | craft=shoemaker
n 2470 1760 | Atelier Glas in Lood | craft=stained_glass
b 3110 1990 24 16 | Makerslab De Werf | leisure=hackerspace;building=yes;opening_hours=Th 19:00-23:00
b 2380 1900 30 18 | Muziekschool De Toon | amenity=music_school;building=yes
b 2390 2030 26 16 | Volksuniversiteit en Taalpunt | amenity=language_school;building=yes
b 2600 1850 26 16 | Sociëteit Het Trefpunt | amenity=social_centre;building=yes;opening_hours=Mo-Fr 10:00-17:00
b 2690 2060 18 12 | Parochiehuis Sint Maarten | amenity=community_centre;community_centre=parish_hall;building=yes
b 3050 1840 26 20 | Sint-Nicolaaskerk | amenity=place_of_worship;religion=christian;denomination=catholic;\
building=church
n 2420 1745 | Synagoge Beth Sjalom | amenity=place_of_worship;religion=jewish
n 2995 1880 | Boeddhistisch Centrum | amenity=place_of_worship;religion=buddhist
n 2720 1812 | Waterpoort | historic=city_gate;heritage=2
n 2420 1980 | Westerpoort | historic=city_gate;heritage=2
n 2830 2120 | Weeshuis van 1584 | historic=building;heritage=2
n 2505 2165 | Hofje van Berkel | historic=monument;heritage=2
n 3165 1935 | Oude Pakhuizen | historic=building;heritage=2
n 2350 1830 | Molen De Adelaar | historic=windmill;heritage=2
x 2752 1925 | Monument voor de gevallenen | historic=memorial
n 2885 2140 | Stolperstein Vismarkt | historic=memorial
x 2779 1940 | De Marktvrouw | tourism=artwork
n 2690 1800 | Golven | tourism=artwork
n 3100 1700 | De Schippersvrouw | tourism=artwork
n 2570 2060 | Gevelgedicht | tourism=artwork
x 2790 1978 | Marktlinde | natural=tree;denotation=landmark
n 2610 1985 | | amenity=public_bookcase
n 2930 1990 | Bakfietsbieb | amenity=public_bookcase
n 2780 1850 | Plantenbak Brugstraat | man_made=planter
n 2560 1880 | Plantenbakken Zoutstraat | man_made=planter
"""

SHELL = """
b 2700 2800 60 16 | Station Voorbeeldstad | building=train_station
x 2728 2818 | Voorbeeldstad | railway=station;public_transport=station
q 2745 2833 170 6 | Perron | public_transport=platform;railway=platform
n 2725 2760 | Stationskiosk | shop=kiosk
n 2755 2740 | Café Spoor | amenity=cafe;opening_hours=Mo-Su 06:30-22:00
a 2790 2740 44 40 | Stationsplein | place=square
b 2660 2700 70 40 | ROC Midden Voorbeeld | amenity=college;building=college
b 2830 2600 40 22 | Gezondheidscentrum De Singel | amenity=clinic;building=yes;wheelchair=yes
n 2850 2610 | Huisartsen De Singel | amenity=doctors
n 2862 2602 | Fysiotherapie De Singel | healthcare=physiotherapist
b 2600 2540 40 26 | Supermarkt Staatslieden | shop=supermarket;building=retail
b 2950 2700 36 22 | FitCity | leisure=fitness_centre;building=yes
n 2720 2460 | Bakker Jansen | shop=bakery
n 2748 2500 | Toko Surya | shop=convenience
n 2725 2580 | Kapper Stationsstraat | shop=hairdresser
n 2745 2620 | Grillroom Nijl | amenity=fast_food
n 2730 2650 | Pizzeria Napoli | amenity=restaurant
s 3050 2600 70 56 | Basisschool De Regenboog | isced:level=1
a 2980 2440 26 22 | Speelplek Kuyperstraat | leisure=playground
b 2560 2700 24 16 | Kinderopvang Pippeloentje | amenity=kindergarten;building=yes
n 3000 2560 | Shri Ganesh Mandir | amenity=place_of_worship;religion=hindu
b 3120 2700 26 18 | Jongerenpunt Spoor | amenity=community_centre;community_centre=youth_centre;building=yes
n 2660 2440 | Woongroep Het Anker | amenity=social_facility;social_facility=group_home
s 1900 2380 66 54 | Basisschool De Ruyter | isced:level=1
s 2180 2600 66 52 | Openbare school Kompas | isced:level=1
b 2100 2360 34 24 | Moskee Al-Noor | amenity=place_of_worship;religion=muslim;building=mosque
+
b 2010 2470 34 20 | Wijkcentrum Het Schip | amenity=community_centre;building=civic;opening_hours=Mo-Fr 09:00-21:00;\
wheelchair=yes
b 1800 2640 26 18 | Voedselbank Voorbeeldstad | amenity=social_facility;social_facility=food_bank;building=yes;\
opening_hours=Fr 13:00-16:00
b 2280 2500 40 26 | Supermarkt Heldenplein | shop=supermarket;building=retail
n 2250 2470 | Bakkerij Hakan | shop=bakery
n 2210 2470 | Slagerij Atlas | shop=butcher
n 2170 2475 | Groente en fruit Marmara | shop=greengrocer
n 2130 2478 | Kapsalon Sultan | shop=hairdresser
n 2080 2470 | Wasserij Bel | shop=laundry
n 2300 2462 | Café Het Zwarte Pad | amenity=pub
n 1960 2440 | Avondwinkel Tromp | shop=convenience
n 1800 2460 | Theehuis Evertsen | amenity=cafe
a 2060 2540 46 40 | Heldenplein | place=square
a 1820 2520 24 20 | Speeltuin Evertsen | leisure=playground
a 2250 2680 24 20 | Speelveld Trompstraat | leisure=playground
a 2140 2240 30 22 | Pleintje De Ruyter | leisure=pitch;sport=multi
b 1780 2120 22 14 | Scouting Karel Doorman | club=scout;building=yes
n 2240 2350 | Stichting Buurtwerk West | office=ngo
s 1880 1860 66 54 | Basisschool Aan de Vaarle | isced:level=1
n 1990 1700 | Buurtwinkel Loods | shop=convenience
a 1850 1700 24 20 | Speelplek Bootsman | leisure=playground
n 2100 1900 | Café De Loods | amenity=pub
b 1960 1560 30 20 | Roeivereniging De Vaarle | club=sport;sport=rowing;building=yes
n 1830 1480 | Huisartsenpraktijk Westerkade | amenity=doctors
b 1800 1960 24 18 | Gereformeerde kerk De Hoeksteen | amenity=place_of_worship;religion=christian;building=church
s 3380 2300 66 54 | Montessorischool Rembrandt | isced:level=1
b 3420 2520 90 60 | Sint-Maartenziekenhuis | amenity=hospital;building=hospital
n 3470 2500 | Huisartsenpost Vaarlestreek | amenity=clinic
b 3300 2700 50 22 | Woonzorgcentrum Het Penseel | amenity=social_facility;social_facility=nursing_home;building=yes
n 3230 2500 | Bloemen en boeken Parklaan | shop=florist
n 3235 2560 | Bakker De Korenaar | shop=bakery
n 3230 2620 | Kapsalon Parklaan | shop=hairdresser
n 3380 1905 | Café Oosterpoort | amenity=pub
n 3420 1890 | Supermarkt Ooststraat | shop=supermarket
n 3460 1890 | Apotheek Oost | amenity=pharmacy
n 3500 1890 | Kringloop Oost | shop=charity
a 3330 2060 26 20 | Speelplek Vermeer | leisure=playground
x 3640 2110 | Paviljoen Oosterpark | amenity=cafe;outdoor_seating=yes
q 3620 2080 28 20 | Speeltuin Oosterpark | leisure=playground;opening_hours=Mo-Su 09:00-18:00
q 3820 2110 34 24 | Kinderboerderij De Bonte Hoeve | tourism=zoo;zoo=petting_zoo;opening_hours=Tu-Su 10:00-17:00
q 3600 1960 26 12 | Jeu de boules Oosterpark | leisure=pitch;sport=boules
q 3800 1950 50 34 | Hondenveld Oosterpark | leisure=dog_park
x 3715 1960 | Muziektent | leisure=bandstand
x 3660 2000 | | leisure=picnic_table
x 3690 2130 | | leisure=picnic_table
x 3770 2070 | Oosterparkplataan | natural=tree;denotation=landmark
x 3650 1935 | De Wandelaar | tourism=artwork
x 3730 1985 | | amenity=public_bookcase
b 3640 2300 26 18 | Lutherse kerk | amenity=place_of_worship;religion=christian;building=church
n 3750 2250 | Schaakclub De Toren | club=chess
s 3560 1720 66 52 | Basisschool De Delta | isced:level=1
a 3660 1640 26 20 | Speelplek Lekstraat | leisure=playground
n 3450 1660 | Buurtsuper Waal | shop=convenience
n 3520 1500 | Strandpaviljoen De Kribbe | amenity=restaurant;outdoor_seating=yes
"""

BLOCKS = (CENTRE, SHELL, NORTH, SOUTH, WEST, COUNTRY)
