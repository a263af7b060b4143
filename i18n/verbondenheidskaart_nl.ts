<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl_NL" sourcelanguage="en">
<context>
    <name>@default</name>
    <message>
        <source>The Verbondenheidskaart needs the Python libraries {missing}. The standalone QGIS installer for Windows has them; in OSGeo4W add python3-scipy and python3-pandas with its setup program, on Debian or Ubuntu run: sudo apt install python3-scipy python3-pandas</source>
        <translation>De Verbondenheidskaart heeft de Python-bibliotheken {missing} nodig. De gewone (standalone) QGIS-installatie voor Windows bevat ze; voeg in OSGeo4W python3-scipy en python3-pandas toe met het installatieprogramma, of voer op Debian of Ubuntu uit: sudo apt install python3-scipy python3-pandas</translation>
    </message>
    <message>
        <source>Cancelled; earlier output is untouched.</source>
        <translation>Afgebroken; eerdere uitvoer is ongemoeid gebleven.</translation>
    </message>
    <message>
        <source>An unexpected error stopped the run: {error}. Please report it with the log.</source>
        <translation>Door een onverwachte fout is de run gestopt: {error}. Meld dit met het logboek erbij.</translation>
    </message>
    <message>
        <source>{label}: there is no field "{name}". The fields are: {present}.</source>
        <translation>{label}: er is geen veld "{name}". De velden zijn: {present}.</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>Bevolking</translation>
    </message>
    <message>
        <source>Spreads residents and groups of the neighbourhoods over the places where people live.</source>
        <translation>Verdeelt inwoners en groepen van de buurten over de plekken waar mensen wonen.</translation>
    </message>
    <message>
        <source>Neighbourhoods</source>
        <translation>Buurten</translation>
    </message>
    <message>
        <source>With residents and groups; CBS layers are recognised.</source>
        <translation>Met inwoners en groepen; CBS-lagen worden herkend.</translation>
    </message>
    <message>
        <source>Addresses, 100 m cells or PC6</source>
        <translation>Adressen, vierkanten van 100 m of PC6</translation>
    </message>
    <message>
        <source>Where people live: points, polygons, or a table with coordinates; without it the streets are used.</source>
        <translation>Waar mensen wonen: punten, vlakken, of een tabel met coördinaten; zonder worden de straten gebruikt.</translation>
    </message>
    <message>
        <source>Field with the number of residents</source>
        <translation>Veld met het aantal inwoners</translation>
    </message>
    <message>
        <source>Recognised by its name when left empty; without it every point weighs the same.</source>
        <translation>Leeg: herkend aan de naam; zonder zo'n veld telt elk punt even zwaar.</translation>
    </message>
    <message>
        <source>Walking network</source>
        <translation>Loopnetwerk</translation>
    </message>
    <message>
        <source>Residential streets, for neighbourhoods without points.</source>
        <translation>Woonstraten, voor buurten zonder punten.</translation>
    </message>
    <message>
        <source>The points tell how many people live at each: keep this layer inside the organisation.</source>
        <translation>De punten vertellen hoeveel mensen er op elk wonen: houd deze laag binnen de organisatie.</translation>
    </message>
    <message>
        <source>Atlas with a page per neighbourhood</source>
        <translation>Buurtatlas: een blad per buurt</translation>
    </message>
    <message>
        <source>Makes an A4 page of each neighbourhood: map, scores, what is lacking and what can be done.</source>
        <translation>Maakt van elke buurt een A4-blad: kaart, scores, wat ontbreekt en wat u kunt doen.</translation>
    </message>
    <message>
        <source>GeoPackage of an earlier run</source>
        <translation>GeoPackage van een eerdere run</translation>
    </message>
    <message>
        <source>Neighbourhoods (codes)</source>
        <translation>Buurten (codes)</translation>
    </message>
    <message>
        <source>Codes with commas or spaces between them; all neighbourhoods when left empty.</source>
        <translation>Codes met komma's of spaties ertussen; leeg = alle buurten.</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>One book</source>
        <translation>Eén boek</translation>
    </message>
    <message>
        <source>A PDF per neighbourhood</source>
        <translation>Een PDF per buurt</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>The title of the earlier run when left empty.</source>
        <translation>Leeg: de titel van de eerdere run.</translation>
    </message>
    <message>
        <source>Show proposed rules of thumb too</source>
        <translation>Toon ook voorgestelde vuistregels</translation>
    </message>
    <message>
        <source>Rules that this project proposes and that no research supports; they are marked.</source>
        <translation>Regels die dit project voorstelt en die geen onderzoek onderbouwt; dat staat erbij.</translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation>Uitvoermap</translation>
    </message>
    <message>
        <source>Atlas (PDF)</source>
        <translation>Buurtatlas (PDF)</translation>
    </message>
    <message>
        <source>Number of pages</source>
        <translation>Aantal bladen</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>dit bestand bestaat niet</translation>
    </message>
    <message>
        <source>{n} pages in {files} files</source>
        <translation>{n} bladen in {files} bestanden</translation>
    </message>
    <message>
        <source>Brings CBS neighbourhoods of any year, with their key figures, into one form.</source>
        <translation>Brengt CBS-buurten van elk jaar met hun kerncijfers in één vorm.</translation>
    </message>
    <message>
        <source>CBS buurten of any year and field style, or areas of your own.</source>
        <translation>CBS-buurten van elk jaar en met elke veldstijl, of eigen gebieden.</translation>
    </message>
    <message>
        <source>Key figures (table)</source>
        <translation>Kerncijfers (tabel)</translation>
    </message>
    <message>
        <source>CSV, XLSX or GeoPackage, joined on the neighbourhood code.</source>
        <translation>CSV, XLSX of GeoPackage, gekoppeld op buurtcode.</translation>
    </message>
    <message>
        <source>Code field</source>
        <translation>Codeveld</translation>
    </message>
    <message>
        <source>Recognised by its name when left empty.</source>
        <translation>Leeg: herkend aan de naam.</translation>
    </message>
    <message>
        <source>Municipalities</source>
        <translation>Gemeenten</translation>
    </message>
    <message>
        <source>Codes or names, separated by semicolons; all when left empty.</source>
        <translation>Codes of namen, gescheiden door puntkomma's; leeg: alle.</translation>
    </message>
    <message>
        <source>the layer {name} is taken; the file has {names}</source>
        <translation>de laag {name} is genomen; het bestand heeft {names}</translation>
    </message>
    <message>
        <source>{n} facilities beyond the border have no street that was read, and were left out</source>
        <translation>{n} voorzieningen over de grens liggen niet aan een gelezen straat en zijn weggelaten</translation>
    </message>
    <message>
        <source>Rotondes</source>
        <translation>Rotondes</translation>
    </message>
    <message>
        <source>{n} rotondes in the area, {m} beyond its border as alternatives</source>
        <translation>{n} rotondes in het gebied, {m} over de grens als alternatief</translation>
    </message>
    <message>
        <source>least served: {share}% of the residents have no {kind} in reach</source>
        <translation>slechtst bediend: {share}% van de inwoners heeft geen {kind} in bereik</translation>
    </message>
    <message>
        <source>Facilities</source>
        <translation>Voorzieningen</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacy</translation>
    </message>
    <message>
        <source>Rotondes and walking flows</source>
        <translation>Rotondes en loopstromen</translation>
    </message>
    <message>
        <source>Walking reach</source>
        <translation>Loopbereik</translation>
    </message>
    <message>
        <source>Places of stagnation</source>
        <translation>Stagnatieplekken</translation>
    </message>
    <message>
        <source>Lines of connection</source>
        <translation>Verbindingslijnen</translation>
    </message>
    <message>
        <source>Network structure</source>
        <translation>Netwerkstructuur</translation>
    </message>
    <message>
        <source>Neighbourhood connectedness</source>
        <translation>Buurtverbondenheid</translation>
    </message>
    <message>
        <source>Rules of thumb</source>
        <translation>Vuistregels</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Achtergrond</translation>
    </message>
    <message>
        <source>GeoPackage</source>
        <translation>GeoPackage</translation>
    </message>
    <message>
        <source>Project and map</source>
        <translation>Project en kaart</translation>
    </message>
    <message>
        <source>{key}: nothing is given. Choose a value for "{label}".</source>
        <translation>{key}: er is niets opgegeven. Kies een waarde voor "{label}".</translation>
    </message>
    <message>
        <source>{key}: {value} is not a number that "{label}" can have. {range}</source>
        <translation>{key}: {value} is geen getal dat "{label}" kan hebben. {range}</translation>
    </message>
    <message>
        <source>{key}: {value} is not one of the choices of "{label}". Choose from: {options}.</source>
        <translation>{key}: {value} is geen keuze van "{label}". Kies uit: {options}.</translation>
    </message>
    <message>
        <source>{key}: {value} cannot be used for "{label}". Give the name of one field.</source>
        <translation>{key}: {value} is niet bruikbaar voor "{label}". Geef de naam van één veld.</translation>
    </message>
    <message>
        <source>{key}: {value} is not a file that "{label}" can read. Give a file of the kind {kind}.</source>
        <translation>{key}: {value} is geen bestand dat "{label}" kan lezen. Geef een bestand van het soort {kind}.</translation>
    </message>
    <message>
        <source>{key}: {value} cannot be written to. Give another file or folder for "{label}".</source>
        <translation>{key}: naar {value} kan niet worden geschreven. Geef een ander bestand of een andere map voor "{label}".</translation>
    </message>
    <message>
        <source>{key}: {value} cannot be used for "{label}". Give another value.</source>
        <translation>{key}: {value} is niet bruikbaar voor "{label}". Geef een andere waarde.</translation>
    </message>
    <message>
        <source>{key}: {value} is not a layer that QGIS can read. Choose another layer or file.</source>
        <translation>{key}: {value} is geen laag die QGIS kan lezen. Kies een andere laag of een ander bestand.</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>het bestand is leeg</translation>
    </message>
    <message>
        <source>it is no layer that QGIS can read, or it is damaged</source>
        <translation>het is geen laag die QGIS kan lezen, of het is beschadigd</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>een geheel getal</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>een getal</translation>
    </message>
    <message>
        <source>Give {kind}.</source>
        <translation>Geef {kind}.</translation>
    </message>
    <message>
        <source>Give {kind} of at least {low}.</source>
        <translation>Geef {kind} van ten minste {low}.</translation>
    </message>
    <message>
        <source>Give {kind} from {low} to {high}.</source>
        <translation>Geef {kind} van {low} tot en met {high}.</translation>
    </message>
    <message>
        <source>{n} lines between rotondes, {m} missing links, {k} rotondes that residents cannot miss</source>
        <translation>{n} lijnen tussen rotondes, {m} ontbrekende schakels, {k} rotondes die bewoners niet kunnen missen</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Lijnen</translation>
    </message>
    <message>
        <source>{n} missing links of kind {kind} come after the first {most}, by residents who gain, and were left out</source>
        <translation>{n} ontbrekende schakels van soort {kind} komen na de eerste {most} (naar bewoners die winnen) en zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} of {total} rows link an organisation to a rotonde</source>
        <translation>{n} van de {total} rijen koppelen een organisatie aan een rotonde</translation>
    </message>
    <message>
        <source>Survey to scores per neighbourhood</source>
        <translation>Enquête naar scores per buurt</translation>
    </message>
    <message>
        <source>From one row per respondent to scores per neighbourhood with interval and reliability.</source>
        <translation>Van één regel per respondent naar scores per buurt, met interval en betrouwbaarheid.</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antwoorden</translation>
    </message>
    <message>
        <source>One row per respondent; the answers themselves do not come into the output.</source>
        <translation>Eén regel per respondent; de antwoorden zelf komen niet in de uitvoer.</translation>
    </message>
    <message>
        <source>Field with the area</source>
        <translation>Veld met het gebied</translation>
    </message>
    <message>
        <source>Code or name of buurt, wijk or gemeente.</source>
        <translation>Code of naam van buurt, wijk of gemeente.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Schaal</translation>
    </message>
    <message>
        <source>Veiligheidsmonitor statements (1-5)</source>
        <translation>Stellingen van de Veiligheidsmonitor (1-5)</translation>
    </message>
    <message>
        <source>Burgerpeiling or another Likert scale (1-5)</source>
        <translation>Burgerpeiling of andere Likertschaal (1-5)</translation>
    </message>
    <message>
        <source>Leefplekmeter (1-10)</source>
        <translation>Leefplekmeter (1-10)</translation>
    </message>
    <message>
        <source>Place Attachment Scale (1-4)</source>
        <translation>Place Attachment Scale (1-4)</translation>
    </message>
    <message>
        <source>Own scale</source>
        <translation>Eigen schaal</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Vragen</translation>
    </message>
    <message>
        <source>Named after the indicators of the model (V01, V02 …), or all questions of the instrument in their order.</source>
        <translation>Genoemd naar de indicatoren van het model (V01, V02 …), of alle vragen van het instrument in hun volgorde.</translation>
    </message>
    <message>
        <source>Negative questions</source>
        <translation>Negatief gestelde vragen</translation>
    </message>
    <message>
        <source>Agreement means less connectedness. Those that the model knows as negative, such as V01, need not be named.</source>
        <translation>Eens betekent minder verbondenheid. Vragen die het model als negatief kent, zoals V01, hoeven niet te worden genoemd.</translation>
    </message>
    <message>
        <source>Field with weights</source>
        <translation>Veld met gewichten</translation>
    </message>
    <message>
        <source>Weight per respondent; all count the same when left empty.</source>
        <translation>Gewicht per respondent; leeg: allen tellen even zwaar.</translation>
    </message>
    <message>
        <source>Field with the year</source>
        <translation>Veld met het jaar</translation>
    </message>
    <message>
        <source>Gives scores per year.</source>
        <translation>Geeft scores per jaar.</translation>
    </message>
    <message>
        <source>Names of the questions</source>
        <translation>Namen van de vragen</translation>
    </message>
    <message>
        <source>When fields have names of their own: v12a = V01; v12b = V02.</source>
        <translation>Als de velden anders heten: v12a = V01; v12b = V02.</translation>
    </message>
    <message>
        <source>The lowest number means full agreement</source>
        <translation>Het laagste getal betekent helemaal mee eens</translation>
    </message>
    <message>
        <source>For files in which 1 stands for fully agree.</source>
        <translation>Voor bestanden waarin 1 staat voor helemaal mee eens.</translation>
    </message>
    <message>
        <source>Lowest answer of an own scale</source>
        <translation>Laagste antwoord van een eigen schaal</translation>
    </message>
    <message>
        <source>Highest answer of an own scale</source>
        <translation>Hoogste antwoord van een eigen schaal</translation>
    </message>
    <message>
        <source>Name of an own scale</source>
        <translation>Naam van een eigen schaal</translation>
    </message>
    <message>
        <source>An indicator of the model, or a name of your own.</source>
        <translation>Een indicator van het model, of een eigen naam.</translation>
    </message>
    <message>
        <source>Draw small samples towards the whole</source>
        <translation>Kleine steekproeven naar het geheel trekken</translation>
    </message>
    <message>
        <source>The smaller the number of respondents, the closer to the mean of all.</source>
        <translation>Hoe minder respondenten, hoe dichter bij het gemiddelde van allen.</translation>
    </message>
    <message>
        <source>Give the separate questions too</source>
        <translation>Ook de afzonderlijke vragen geven</translation>
    </message>
    <message>
        <source>Survey scores</source>
        <translation>Enquêtescores</translation>
    </message>
    <message>
        <source>VELDEN: choose at least one question.</source>
        <translation>VELDEN: kies ten minste één vraag.</translation>
    </message>
    <message>
        <source>OMKEREN: {names} are not among the questions in VELDEN.</source>
        <translation>OMKEREN: {names} staan niet bij de vragen in VELDEN.</translation>
    </message>
    <message>
        <source>KOPPELING: write field = indicator; field = indicator, with fields of VELDEN.</source>
        <translation>KOPPELING: schrijf veld = indicator; veld = indicator, met velden uit VELDEN.</translation>
    </message>
    <message>
        <source>SCHAAL_MIN must be lower than SCHAAL_MAX.</source>
        <translation>SCHAAL_MIN moet lager zijn dan SCHAAL_MAX.</translation>
    </message>
    <message>
        <source>Export to spreadsheet and GeoJSON</source>
        <translation>Exporteren naar rekenblad en GeoJSON</translation>
    </message>
    <message>
        <source>Writes the layers of an earlier verbondenheidskaart.gpkg as CSV, XLSX and GeoJSON, with a data dictionary.</source>
        <translation>Schrijft de lagen van een eerdere verbondenheidskaart.gpkg als CSV, XLSX en GeoJSON, met een gegevenswoordenboek.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Lagen</translation>
    </message>
    <message>
        <source>All layers and tables when none is chosen.</source>
        <translation>Alle lagen en tabellen als er geen gekozen is.</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formaten</translation>
    </message>
    <message>
        <source>CSV for Dutch Excel (semicolon, decimal comma), XLSX for any spreadsheet, GeoJSON for the web.</source>
        <translation>CSV voor de Nederlandse Excel (puntkomma, decimale komma), XLSX voor elk rekenblad, GeoJSON voor het web.</translation>
    </message>
    <message>
        <source>Number of files</source>
        <translation>Aantal bestanden</translation>
    </message>
    <message>
        <source>the Netherlands</source>
        <translation>Nederland</translation>
    </message>
    <message>
        <source>could not be fetched ({reason}). The run goes on with the figures that the neighbourhoods bring themselves; without StatLine these are missing: {fields}. Run it again later to add them.</source>
        <translation>kon niet worden opgehaald ({reason}). De run gaat verder met de cijfers die de buurten zelf meebrengen; zonder StatLine ontbreken: {fields}. Haal later nog eens op om ze aan te vullen.</translation>
    </message>
    <message>
        <source>Borders and key figures of CBS.</source>
        <translation>Grenzen en kerncijfers van het CBS.</translation>
    </message>
    <message>
        <source>Key figures</source>
        <translation>Kerncijfers</translation>
    </message>
    <message>
        <source>Figures of StatLine that the neighbourhoods lack; without StatLine the run goes on.</source>
        <translation>Cijfers van StatLine die de buurten missen; zonder StatLine gaat de run door.</translation>
    </message>
    <message>
        <source>From OpenStreetMap, up to 1600 m beyond the border.</source>
        <translation>Uit OpenStreetMap, tot 1600 m over de grens.</translation>
    </message>
    <message>
        <source>Streets and paths of OpenStreetMap, up to 1600 m beyond the border.</source>
        <translation>Straten en paden van OpenStreetMap, tot 1600 m over de grens.</translation>
    </message>
    <message>
        <source>Residents per cell of 100 m (CBS).</source>
        <translation>Inwoners per vierkant van 100 m (CBS).</translation>
    </message>
    <message>
        <source>Dwellings</source>
        <translation>Woningen</translation>
    </message>
    <message>
        <source>Addresses of the BAG where people live: finer than cells, and slower.</source>
        <translation>Adressen van de BAG waar mensen wonen: fijner dan vierkanten, en trager.</translation>
    </message>
    <message>
        <source>National monuments</source>
        <translation>Rijksmonumenten</translation>
    </message>
    <message>
        <source>Of the Rijksdienst voor het Cultureel Erfgoed.</source>
        <translation>Van de Rijksdienst voor het Cultureel Erfgoed.</translation>
    </message>
    <message>
        <source>Fetch the data of a municipality</source>
        <translation>Gegevens van een gemeente ophalen</translation>
    </message>
    <message>
        <source>Fetches neighbourhoods, facilities, walking network and population from CBS and OpenStreetMap.</source>
        <translation>Haalt buurten, voorzieningen, loopnetwerk en bevolking op bij CBS en OpenStreetMap.</translation>
    </message>
    <message>
        <source>Municipality</source>
        <translation>Gemeente</translation>
    </message>
    <message>
        <source>Name or code, for instance Breda or GM0758.</source>
        <translation>Naam of code, bijvoorbeeld Breda of GM0758.</translation>
    </message>
    <message>
        <source>Area instead of a municipality</source>
        <translation>Gebied in plaats van een gemeente</translation>
    </message>
    <message>
        <source>Polygons; the neighbourhoods that lie in it for the greater part are fetched.</source>
        <translation>Vlakken; de buurten die er voor het grootste deel in liggen worden opgehaald.</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jaar</translation>
    </message>
    <message>
        <source>Of the CBS figures. 2024 is the last year with all of them; later years lack income and others.</source>
        <translation>Van de CBS-cijfers. 2024 is het laatste jaar met alle cijfers; in latere jaren ontbreken inkomen en andere.</translation>
    </message>
    <message>
        <source>What to fetch</source>
        <translation>Wat ophalen</translation>
    </message>
    <message>
        <source>OSM file instead of fetching OpenStreetMap</source>
        <translation>OSM-bestand in plaats van OpenStreetMap op te halen</translation>
    </message>
    <message>
        <source>An extract you have, for instance of the province (.osm.pbf).</source>
        <translation>Een uitsnede die u al hebt, bijvoorbeeld van de provincie (.osm.pbf).</translation>
    </message>
    <message>
        <source>Fetch buildings too</source>
        <translation>Ook gebouwen ophalen</translation>
    </message>
    <message>
        <source>For the background of the map; OpenStreetMap's answer becomes many times larger.</source>
        <translation>Voor de ondergrond van de kaart; het antwoord van OpenStreetMap wordt veel groter.</translation>
    </message>
    <message>
        <source>Catalogue of services (CSV)</source>
        <translation>Lijst van diensten (CSV)</translation>
    </message>
    <message>
        <source>A changed copy of diensten.csv, for when an address changed.</source>
        <translation>Een aangepaste kopie van diensten.csv, voor als een adres veranderd is.</translation>
    </message>
    <message>
        <source>Folder for what was fetched</source>
        <translation>Map voor wat opgehaald is</translation>
    </message>
    <message>
        <source>A run that was broken off goes on from here. Left empty: a folder in the output folder.</source>
        <translation>Een afgebroken run gaat van hieruit verder. Leeg: een map in de uitvoermap.</translation>
    </message>
    <message>
        <source>Fetch everything again</source>
        <translation>Alles opnieuw ophalen</translation>
    </message>
    <message>
        <source>Do not use what was fetched before.</source>
        <translation>Niet gebruiken wat eerder opgehaald is.</translation>
    </message>
    <message>
        <source>Allow addresses without encryption (http)</source>
        <translation>Adressen zonder versleuteling toestaan (http)</translation>
    </message>
    <message>
        <source>Only for a service of your own on a network you trust.</source>
        <translation>Alleen voor een eigen dienst op een netwerk dat u vertrouwt.</translation>
    </message>
    <message>
        <source>OSM file</source>
        <translation>OSM-bestand</translation>
    </message>
    <message>
        <source>Give either the name or code of a municipality (GEMEENTE) or an area (GEBIED).</source>
        <translation>Geef óf de naam of code van een gemeente (GEMEENTE) óf een gebied (GEBIED).</translation>
    </message>
    <message>
        <source>Choose at least one kind of data (BRONNEN).</source>
        <translation>Kies ten minste één soort gegevens (BRONNEN).</translation>
    </message>
    <message>
        <source>{n} indicators are measured along the anchors of the earlier run: {ids}.</source>
        <translation>{n} indicatoren zijn gemeten langs de ankers van de eerdere run: {ids}.</translation>
    </message>
    <message>
        <source>The anchors were made with normalisation {old}, this run asks for {new}: where there are anchors, these decide.</source>
        <translation>De ankers zijn gemaakt met normalisatie {old}, deze run vraagt {new}: waar ankers zijn, gaan die voor.</translation>
    </message>
    <message>
        <source>Features without geometry, which add nothing to the area: {n}.</source>
        <translation>Objecten zonder geometrie, die niets aan het gebied toevoegen: {n}.</translation>
    </message>
    <message>
        <source>not all features were written; the disk may be full</source>
        <translation>niet alle objecten zijn geschreven; misschien is de schijf vol</translation>
    </message>
    <message>
        <source>{n} lines without length were left out</source>
        <translation>{n} lijnen zonder lengte zijn weggelaten</translation>
    </message>
    <message>
        <source>{edges} streets, {km} km, in {parts} connected parts; {share}% of the length lies in the largest</source>
        <translation>{edges} straatdelen, {km} km, in {parts} samenhangende delen; {share}% van de lengte ligt in het grootste</translation>
    </message>
    <message>
        <source>the network falls apart: only {share}% is connected. Lines may lack shared vertices at junctions: try KNIP_KRUISINGEN</source>
        <translation>het netwerk valt uiteen: slechts {share}% hangt samen. Misschien missen lijnen een gedeeld punt op kruispunten: probeer KNIP_KRUISINGEN</translation>
    </message>
    <message>
        <source>Make the map from a GeoPackage</source>
        <translation>Kaart opmaken uit een GeoPackage</translation>
    </message>
    <message>
        <source>Makes the project and the print layout from an earlier verbondenheidskaart.gpkg.</source>
        <translation>Maakt het project en de afdruklay-out uit een eerdere verbondenheidskaart.gpkg.</translation>
    </message>
    <message>
        <source>Grey base map of PDOK in the project</source>
        <translation>Grijze achtergrondkaart van PDOK in het project</translation>
    </message>
    <message>
        <source>Comes over the internet when the project is looked at; it is never printed.</source>
        <translation>Komt over het internet als het project wordt bekeken; wordt nooit afgedrukt.</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Project</translation>
    </message>
    <message>
        <source>Map (PDF)</source>
        <translation>Kaart (PDF)</translation>
    </message>
    <message>
        <source>Map (PNG)</source>
        <translation>Kaart (PNG)</translation>
    </message>
    <message>
        <source>Boundary changes</source>
        <translation>Grenswijzigingen</translation>
    </message>
    <message>
        <source>Links neighbourhoods of two years and carries figures over to the new codes and boundaries.</source>
        <translation>Koppelt buurten van twee jaren en zet cijfers over naar de nieuwe codes en grenzen.</translation>
    </message>
    <message>
        <source>Neighbourhoods of the old year</source>
        <translation>Buurten van het oude jaar</translation>
    </message>
    <message>
        <source>With the codes that the figures have.</source>
        <translation>Met de codes die de cijfers hebben.</translation>
    </message>
    <message>
        <source>Neighbourhoods of the new year</source>
        <translation>Buurten van het nieuwe jaar</translation>
    </message>
    <message>
        <source>With the codes that the figures must get.</source>
        <translation>Met de codes die de cijfers moeten krijgen.</translation>
    </message>
    <message>
        <source>Points, for instance BAG addresses; without them parts are shared by area.</source>
        <translation>Punten, bijvoorbeeld BAG-adressen; zonder wordt naar oppervlakte verdeeld.</translation>
    </message>
    <message>
        <source>Figures of the old year (table)</source>
        <translation>Cijfers van het oude jaar (tabel)</translation>
    </message>
    <message>
        <source>CSV, XLSX or GeoPackage with the old codes.</source>
        <translation>CSV, XLSX of GeoPackage met de oude codes.</translation>
    </message>
    <message>
        <source>Fields that are totals</source>
        <translation>Velden die aantallen zijn</translation>
    </message>
    <message>
        <source>Counts, which are divided; others are averaged. Counts of CBS are recognised.</source>
        <translation>Aantallen worden verdeeld, andere velden gemiddeld. Aantallen van het CBS worden herkend.</translation>
    </message>
    <message>
        <source>Koppeltabel</source>
        <translation>Koppeltabel</translation>
    </message>
    <message>
        <source>Figures carried over</source>
        <translation>Overgezette cijfers</translation>
    </message>
    <message>
        <source>The figures with the new codes, input of the other steps; soort flags what was estimated.</source>
        <translation>De cijfers met de nieuwe codes, invoer van de andere stappen; soort zegt wat geschat is.</translation>
    </message>
    <message>
        <source>Figures to carry over (CIJFERS) are missing.</source>
        <translation>De cijfers om over te zetten (CIJFERS) ontbreken.</translation>
    </message>
    <message>
        <source>one more {place}</source>
        <translation>nog een {place}</translation>
    </message>
    <message>
        <source>{a} and {b} lie {straight} m apart, but the walk is {walk} m ({factor} times as long).</source>
        <translation>{a} en {b} liggen {straight} m van elkaar, maar lopend is het {walk} m ({factor} keer zo ver).</translation>
    </message>
    <message>
        <source>{a} and {b} lie {straight} m apart, and there is no walk between them.</source>
        <translation>{a} en {b} liggen {straight} m van elkaar, maar er is geen looproute tussen.</translation>
    </message>
    <message>
        <source>{a} and {b} draw different publics and share no organisation.</source>
        <translation>{a} en {b} trekken verschillend publiek en delen geen organisatie.</translation>
    </message>
    <message>
        <source>A link between {a} and {b} ({straight} m) would join two parts of the network.</source>
        <translation>Een schakel tussen {a} en {b} ({straight} m) verbindt twee delen van het netwerk.</translation>
    </message>
    <message>
        <source>A link between {a} and {b} ({straight} m) would shorten the walks between the rotondes more than most others.</source>
        <translation>Een schakel tussen {a} en {b} ({straight} m) verkort de looproutes tussen de rotondes meer dan de meeste andere.</translation>
    </message>
    <message>
        <source>{people} have only one of the two within walking distance.</source>
        <translation>{people} hebben maar één van de twee op loopafstand.</translation>
    </message>
    <message>
        <source>{people} live around the smaller part.</source>
        <translation>{people} wonen rond het kleinste deel.</translation>
    </message>
    <message>
        <source>Nobody gets a place within walking distance by it, but walks become shorter.</source>
        <translation>Niemand krijgt er een plek op loopafstand bij, maar routes worden korter.</translation>
    </message>
    <message>
        <source>{people} would gain a place within walking distance.</source>
        <translation>{people} krijgen er een plek op loopafstand bij.</translation>
    </message>
    <message>
        <source>{people} lose their last rotonde within walking distance.</source>
        <translation>{people} verliezen hun laatste rotonde op loopafstand.</translation>
    </message>
    <message>
        <source>{people} are cut off from the rest of the network.</source>
        <translation>{people} raken afgesneden van de rest van het netwerk.</translation>
    </message>
    <message>
        <source>Nobody loses the last rotonde within walking distance.</source>
        <translation>Niemand verliest de laatste rotonde op loopafstand.</translation>
    </message>
    <message>
        <source>Lines that go: {n}.</source>
        <translation>Lijnen die vervallen: {n}.</translation>
    </message>
    <message>
        <source>{n} residents</source>
        <translation>{n} inwoners</translation>
    </message>
    <message>
        <source>Fewer than 10 residents</source>
        <translation>Minder dan 10 bewoners</translation>
    </message>
    <message>
        <source>The streets or area within walking distance of points, with the residents who live there.</source>
        <translation>De straten of het gebied binnen loopafstand van punten, met de inwoners die er wonen.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punten</translation>
    </message>
    <message>
        <source>Facilities, stops, addresses or any points.</source>
        <translation>Voorzieningen, haltes, adressen of andere punten.</translation>
    </message>
    <message>
        <source>Walking distances (m)</source>
        <translation>Loopafstanden (m)</translation>
    </message>
    <message>
        <source>One or more distances in metres, separated by semicolons.</source>
        <translation>Een of meer afstanden in meter, gescheiden door puntkomma's.</translation>
    </message>
    <message>
        <source>Points with the field inwoners.</source>
        <translation>Punten met het veld inwoners.</translation>
    </message>
    <message>
        <source>Streets (lines)</source>
        <translation>Straten (lijnen)</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Gebied</translation>
    </message>
    <message>
        <source>Width of the area beside the streets (m)</source>
        <translation>Breedte van het gebied langs de straten (m)</translation>
    </message>
    <message>
        <source>Working folder</source>
        <translation>Werkmap</translation>
    </message>
    <message>
        <source>For a large network: works tile by tile and keeps what is ready in this folder, so that an interrupted run goes on. What is kept is removed when all is written.</source>
        <translation>Voor een groot netwerk: werkt tegel voor tegel en bewaart wat klaar is in deze map, zodat een afgebroken run verdergaat. Wat bewaard is, wordt verwijderd als alles geschreven is.</translation>
    </message>
    <message>
        <source>Pairs in reach (table)</source>
        <translation>Paren binnen bereik (tabel)</translation>
    </message>
    <message>
        <source>AFSTANDEN: give one or more distances in metres between 1 and 20000, such as 400;800.</source>
        <translation>AFSTANDEN: geef een of meer afstanden in meter tussen 1 en 20000, zoals 400;800.</translation>
    </message>
    <message>
        <source>the walking network</source>
        <translation>het loopnetwerk</translation>
    </message>
    <message>
        <source>{n} points lie more than 250 m from a street and have no reach: {ids}</source>
        <translation>{n} punten liggen meer dan 250 m van een straat en hebben geen bereik: {ids}</translation>
    </message>
    <message>
        <source>{n} points lie on an island of the network: {ids}</source>
        <translation>{n} punten liggen op een eiland van het netwerk: {ids}</translation>
    </message>
    <message>
        <source>Makes a walking network of streets and paths, split at shared vertices.</source>
        <translation>Maakt een loopnetwerk van straten en paden, gesplitst bij gedeelde punten.</translation>
    </message>
    <message>
        <source>Streets and paths</source>
        <translation>Straten en paden</translation>
    </message>
    <message>
        <source>OSM roads, NWB or any lines. Motorways and other roads not meant for walking are left out when a road type is known.</source>
        <translation>OSM-wegen, NWB of andere lijnen. Snelwegen en andere wegen waar men niet loopt vallen af als het wegtype bekend is.</translation>
    </message>
    <message>
        <source>Used when no line layer is given: .osm or .osm.pbf.</source>
        <translation>Gebruikt als er geen lijnenlaag is: .osm of .osm.pbf.</translation>
    </message>
    <message>
        <source>Only lines that touch the bounding box of this area are read.</source>
        <translation>Alleen lijnen die de omhullende rechthoek van dit gebied raken worden gelezen.</translation>
    </message>
    <message>
        <source>Road type field</source>
        <translation>Veld met het wegtype</translation>
    </message>
    <message>
        <source>Recognised by its values when left empty.</source>
        <translation>Leeg: herkend aan de waarden.</translation>
    </message>
    <message>
        <source>Split at crossings without a shared vertex</source>
        <translation>Knippen bij kruisingen zonder gedeeld punt</translation>
    </message>
    <message>
        <source>Only for data without vertices at junctions: it also joins bridges to what passes below.</source>
        <translation>Alleen voor gegevens zonder punten op kruispunten: ook bruggen worden dan verbonden met wat eronderdoor gaat.</translation>
    </message>
    <message>
        <source>Tolerance (m)</source>
        <translation>Tolerantie (m)</translation>
    </message>
    <message>
        <source>Vertices nearer than this are one point.</source>
        <translation>Punten die dichter bij elkaar liggen gelden als één punt.</translation>
    </message>
    <message>
        <source>Suspect places</source>
        <translation>Verdachte plekken</translation>
    </message>
    <message>
        <source>Islands, loose ends, crossings without a vertex, duplicates and lines without length, as points to check.</source>
        <translation>Eilanden, losse eindjes, kruisingen zonder punt, dubbele lijnen en lijnen zonder lengte, als punten om na te kijken.</translation>
    </message>
    <message>
        <source>Give a layer with streets and paths (INPUT) or an OSM file (OSM).</source>
        <translation>Geef een laag met straten en paden (INPUT) of een OSM-bestand (OSM).</translation>
    </message>
    <message>
        <source>island {n}: {streets} streets, {m} m in length, {gap} m from the main net</source>
        <translation>eiland {n}: {streets} straatdelen, {m} m lang, {gap} m van het hoofdnet</translation>
    </message>
    <message>
        <source>{n} smaller islands with {streets} streets, {m} m in length</source>
        <translation>{n} kleinere eilanden met {streets} straten, {m} m lang</translation>
    </message>
    <message>
        <source>{n} parts are not connected to the main net, {close} of them lie within {gap:.0f} m of it: draw what is missing, or leave them out</source>
        <translation>{n} delen hangen niet aan het hoofdnet, {close} daarvan liggen er binnen {gap:.0f} m vanaf: teken wat ontbreekt, of laat ze weg</translation>
    </message>
    <message>
        <source>{n} dead ends lie within {gap:.0f} m of a street that they do not touch: join them, or raise TOLERANTIE</source>
        <translation>{n} doodlopende einden liggen binnen {gap:.0f} m van een straat die ze niet raken: sluit ze aan, of verhoog TOLERANTIE</translation>
    </message>
    <message>
        <source>{n} crossings have no shared vertex: right for bridges and tunnels; with KNIP_KRUISINGEN all of them become junctions</source>
        <translation>{n} kruisingen hebben geen gedeeld punt: juist bij bruggen en tunnels; met KNIP_KRUISINGEN worden het alle kruispunten</translation>
    </message>
    <message>
        <source>{n} streets lie on another one: harmless for distances, but they count twice in lengths</source>
        <translation>{n} straten liggen op een andere: dat schaadt de afstanden niet, maar in lengtes tellen ze dubbel</translation>
    </message>
    <message>
        <source>{n} lines have no length: they are left out</source>
        <translation>{n} lijnen hebben geen lengte: ze zijn weggelaten</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>de schijf is vol</translation>
    </message>
    <message>
        <source>the disk is full, or the file would be too large for it</source>
        <translation>de schijf is vol, of het bestand zou er te groot voor zijn</translation>
    </message>
    <message>
        <source>you have no permission</source>
        <translation>u hebt er geen rechten voor</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>de schijf is alleen-lezen</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>er is geen bestand of map met die naam</translation>
    </message>
    <message>
        <source>a file of that name stands where the folder should be</source>
        <translation>er staat een bestand met die naam op de plaats van de map</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>het is een map</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>de naam is te lang</translation>
    </message>
    <message>
        <source>the file is in use elsewhere</source>
        <translation>het bestand is elders in gebruik</translation>
    </message>
    <message>
        <source>the disk or the connection with it fails</source>
        <translation>de schijf of de verbinding ermee hapert</translation>
    </message>
    <message>
        <source>the input</source>
        <translation>de invoer</translation>
    </message>
    <message>
        <source>polygons</source>
        <translation>vlakken</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>lijnen</translation>
    </message>
    <message>
        <source>points</source>
        <translation>punten</translation>
    </message>
    <message>
        <source>the disk may be full or read-only, or the file may be damaged</source>
        <translation>de schijf is misschien vol of alleen-lezen, of het bestand is beschadigd</translation>
    </message>
    <message>
        <source>it is no file of a kind that can be read here, or it is damaged</source>
        <translation>het is geen bestand van een soort dat hier gelezen kan worden, of het is beschadigd</translation>
    </message>
    <message>
        <source>no reason was given</source>
        <translation>er is geen reden gegeven</translation>
    </message>
    <message>
        <source>this column is missing</source>
        <translation>deze kolom ontbreekt</translation>
    </message>
    <message>
        <source>a value is missing</source>
        <translation>een waarde ontbreekt</translation>
    </message>
    <message>
        <source>this node is missing</source>
        <translation>deze knoop ontbreekt</translation>
    </message>
    <message>
        <source>occurs more than once</source>
        <translation>komt meer dan eens voor</translation>
    </message>
    <message>
        <source>belongs to another row already</source>
        <translation>hoort al bij een andere rij</translation>
    </message>
    <message>
        <source>unknown value</source>
        <translation>onbekende waarde</translation>
    </message>
    <message>
        <source>unknown parent</source>
        <translation>onbekende ouder</translation>
    </message>
    <message>
        <source>this parent cannot hold it</source>
        <translation>deze ouder kan dit niet bevatten</translation>
    </message>
    <message>
        <source>refers to a row that does not exist</source>
        <translation>verwijst naar een rij die niet bestaat</translation>
    </message>
    <message>
        <source>contradicts its parent</source>
        <translation>is in strijd met de ouder</translation>
    </message>
    <message>
        <source>goes round in a circle</source>
        <translation>gaat in een kring rond</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>geen getal</translation>
    </message>
    <message>
        <source>must be greater than 0</source>
        <translation>moet groter dan 0 zijn</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>niet toegestaan</translation>
    </message>
    <message>
        <source>not a filter of OSM tags</source>
        <translation>geen filter van OSM-kenmerken</translation>
    </message>
    <message>
        <source>outside the allowed range</source>
        <translation>buiten het toegestane bereik</translation>
    </message>
    <message>
        <source>not a scale such as vast:1:10</source>
        <translation>geen schaal zoals vast:1:10</translation>
    </message>
    <message>
        <source>is not part of a construct</source>
        <translation>hoort niet bij een construct</translation>
    </message>
    <message>
        <source>{layer}: no field found for {what}. Looked for: {candidates}. The fields are: {present}. Choose the field yourself or rename it.</source>
        <translation>{layer}: geen veld gevonden voor {what}. Gezocht naar: {candidates}. De velden zijn: {present}. Kies het veld zelf of hernoem het.</translation>
    </message>
    <message>
        <source>{layer} has no features. Choose a layer with data or remove its filter.</source>
        <translation>{layer} bevat geen objecten. Kies een laag met gegevens of verwijder het filter.</translation>
    </message>
    <message>
        <source>{layer} has no usable geometry: all features are empty, without length or invalid.</source>
        <translation>{layer} heeft geen bruikbare geometrie: alle objecten zijn leeg, zonder lengte of ongeldig.</translation>
    </message>
    <message>
        <source>{layer}: every value of {what} is empty or 0, so nothing can be computed. Add the figures, for instance with a table of key figures.</source>
        <translation>{layer}: alle waarden van {what} zijn leeg of 0, dus er valt niets te berekenen. Voeg de cijfers toe, bijvoorbeeld met een tabel met kerncijfers.</translation>
    </message>
    <message>
        <source>{layer}: no feature is left after the selection ({what}). Check the area, the municipality or the category field.</source>
        <translation>{layer}: na de selectie blijft geen object over ({what}). Controleer het gebied, de gemeente of het categorieveld.</translation>
    </message>
    <message>
        <source>{layer}: every area is marked as water or as lying abroad, so no neighbourhood is left. Check the field that marks water.</source>
        <translation>{layer}: elk gebied is gemerkt als water of als buitenland, dus er blijft geen buurt over. Controleer het veld dat water aangeeft.</translation>
    </message>
    <message>
        <source>{layer} has no layers that can be exported ({what}). Choose the GeoPackage of an earlier run.</source>
        <translation>{layer} bevat geen lagen die te exporteren zijn ({what}). Kies de GeoPackage van een eerdere run.</translation>
    </message>
    <message>
        <source>{layer} has no usable data ({what}).</source>
        <translation>{layer} heeft geen bruikbare gegevens ({what}).</translation>
    </message>
    <message>
        <source>{layer} has another geometry type than expected: it must be {expected}.</source>
        <translation>{layer} heeft een ander geometrietype dan verwacht: nodig zijn {expected}.</translation>
    </message>
    <message>
        <source>{layer}: {count} pairs of places lie within {metres} m of each other, and at most {most} can be compared. Merge places that stand on one spot many times, or choose fewer kinds.</source>
        <translation>{layer}: {count} paren plekken liggen binnen {metres} m van elkaar, en er kunnen er hoogstens {most} worden vergeleken. Voeg plekken samen die vele malen op één punt staan, of kies minder soorten.</translation>
    </message>
    <message>
        <source>{layer} has no known coordinate reference system. Set it in the layer properties, for Dutch data usually EPSG:28992.</source>
        <translation>{layer} heeft geen bekend coördinatenstelsel. Stel het in bij de laageigenschappen, voor Nederlandse gegevens meestal EPSG:28992.</translation>
    </message>
    <message>
        <source>{layer} is in degrees ({crs}) and does not lie in the Netherlands. Reproject it to a projected system in metres first.</source>
        <translation>{layer} is in graden ({crs}) en ligt niet in Nederland. Projecteer de laag eerst naar een stelsel in meters.</translation>
    </message>
    <message>
        <source>{layer} is in {crs}, of which the unit is not the metre. Reproject it to a system in metres, for Dutch data EPSG:28992.</source>
        <translation>{layer} is in {crs}, dat niet in meters rekent. Projecteer de laag naar een stelsel in meters, voor Nederlandse gegevens EPSG:28992.</translation>
    </message>
    <message>
        <source>{layer} says that it is in {crs}, but its coordinates are degrees. Set its coordinate reference system to EPSG:4326 in the layer properties.</source>
        <translation>{layer} zegt dat het stelsel {crs} is, maar de coördinaten zijn graden. Stel bij de laageigenschappen het coördinatenstelsel EPSG:4326 in.</translation>
    </message>
    <message>
        <source>{layer}: the coordinate reference system {crs} cannot be used.</source>
        <translation>{layer}: het coördinatenstelsel {crs} is niet bruikbaar.</translation>
    </message>
    <message>
        <source>{layer} does not overlap {other}. Check the area, the keys and the coordinate reference systems.</source>
        <translation>{layer} overlapt niet met {other}. Controleer het gebied, de sleutels en de coördinatenstelsels.</translation>
    </message>
    <message>
        <source>There is no municipality "{value}" in {layer}. Names that look like it: {allowed}.</source>
        <translation>Er is geen gemeente "{value}" in {layer}. Namen die erop lijken: {allowed}.</translation>
    </message>
    <message>
        <source>{layer}: value "{value}" of {column} cannot be used. Allowed: {allowed}.</source>
        <translation>{layer}: waarde "{value}" van {column} is niet bruikbaar. Toegestaan: {allowed}.</translation>
    </message>
    <message>
        <source>{layer}: value "{value}" of {column} (row or feature {row}) cannot be used. Allowed: {allowed}.</source>
        <translation>{layer}: waarde "{value}" van {column} (rij of object {row}) is niet bruikbaar. Toegestaan: {allowed}.</translation>
    </message>
    <message>
        <source>{catalogue} has no service for {source} of the year {year}. Choose another year: {years}.</source>
        <translation>{catalogue} heeft geen dienst met {source} van het jaar {year}. Kies een ander jaar: {years}.</translation>
    </message>
    <message>
        <source>{layer}: {column} "{value}" occurs more than once with different data (features {rows}). Keep one of them.</source>
        <translation>{layer}: {column} "{value}" komt meer dan eens voor met verschillende gegevens (objecten {rows}). Houd er één over.</translation>
    </message>
    <message>
        <source>{layer}, row {row}, column {column}: {problem} ("{detail}"). Correct this cell.</source>
        <translation>{layer}, rij {row}, kolom {column}: {problem} ("{detail}"). Verbeter deze cel.</translation>
    </message>
    <message>
        <source>{layer}, row {row}, column {column}: {problem} ("{detail}"). Allowed: {allowed}.</source>
        <translation>{layer}, rij {row}, kolom {column}: {problem} ("{detail}"). Toegestaan: {allowed}.</translation>
    </message>
    <message>
        <source>Cannot fetch {path}: {detail}. Nothing was written; what did come is kept, so run it again later, or check the internet connection and the address in the catalogue of services.</source>
        <translation>Kan {path} niet ophalen: {detail}. Er is niets geschreven; wat wel binnenkwam is bewaard, dus probeer het later opnieuw, of controleer de internetverbinding en het adres in de lijst van diensten.</translation>
    </message>
    <message>
        <source>Cannot read {path}: {detail}. Check that the file exists and is complete.</source>
        <translation>Kan {path} niet lezen: {detail}. Controleer of het bestand bestaat en volledig is.</translation>
    </message>
    <message>
        <source>Cannot write {path}: {detail}. Choose another folder, or close the file elsewhere.</source>
        <translation>Kan {path} niet schrijven: {detail}. Kies een andere map, of sluit het bestand als het elders openstaat.</translation>
    </message>
    <message>
        <source>{layer} cannot be used.</source>
        <translation>{layer} is niet bruikbaar.</translation>
    </message>
    <message>
        <source>Organisations and their ties: visible and invisible bridge builders, communities, weak spots.</source>
        <translation>Organisaties en hun banden: zichtbare en onzichtbare bruggenbouwers, gemeenschappen, zwakke plekken.</translation>
    </message>
    <message>
        <source>Organisations</source>
        <translation>Organisaties</translation>
    </message>
    <message>
        <source>Points or a table with id and, if known, naam, soort (organisatie or persoon), rol, formeel (yes or no), groep, buurtcode and x and y.</source>
        <translation>Punten of een tabel met id en zo mogelijk naam, soort (organisatie of persoon), rol, formeel (ja of nee), groep, buurtcode en x en y.</translation>
    </message>
    <message>
        <source>Ties between organisations</source>
        <translation>Banden tussen organisaties</translation>
    </message>
    <message>
        <source>Table with van, naar and, if known, sterkte, soort and bronnen (the number of sources). Or a two-mode table: who (persoon, rol or organisatie) takes part where (plek or activiteit).</source>
        <translation>Tabel met van, naar en zo mogelijk sterkte, soort en bronnen (het aantal bronnen). Of een tabel van wie (persoon, rol of organisatie) waar meedoet (plek of activiteit).</translation>
    </message>
    <message>
        <source>Kind of ties</source>
        <translation>Soort banden</translation>
    </message>
    <message>
        <source>by the names of the fields</source>
        <translation>volgens de namen van de velden</translation>
    </message>
    <message>
        <source>one-mode: who knows whom</source>
        <translation>één soort: wie kent wie</translation>
    </message>
    <message>
        <source>two-mode: who takes part where</source>
        <translation>twee soorten: wie doet waar mee</translation>
    </message>
    <message>
        <source>Two-mode ties may also stand in the fields van (who) and naar (where).</source>
        <translation>Bij twee soorten mogen ook de velden van (wie) en naar (waar) worden gebruikt.</translation>
    </message>
    <message>
        <source>Keep names of persons</source>
        <translation>Namen van personen bewaren</translation>
    </message>
    <message>
        <source>Only when the persons named agree.</source>
        <translation>Alleen als de genoemde personen ermee instemmen.</translation>
    </message>
    <message>
        <source>Ties</source>
        <translation>Banden</translation>
    </message>
    <message>
        <source>Fewer than 10 organisations: only counts, no measures.</source>
        <translation>Minder dan 10 organisaties: alleen aantallen, geen maten.</translation>
    </message>
    <message>
        <source>{n} ties named by fewer than 3 sources are counted in the measures but not drawn</source>
        <translation>{n} banden die minder dan 3 bronnen noemen, tellen mee in de maten maar worden niet getekend</translation>
    </message>
    <message>
        <source>participant</source>
        <translation>deelnemer</translation>
    </message>
    <message>
        <source>{n} nodes are called by role and number, because their names may be of persons: say soort = organisatie in the table, or set PERSOONSNAMEN when those named agree</source>
        <translation>{n} knopen heten naar hun rol met een nummer, omdat hun naam van een persoon kan zijn: zet soort = organisatie in de tabel, of zet PERSOONSNAMEN aan als de genoemden dat goed vinden</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netwerk</translation>
    </message>
    <message>
        <source>{knopen} organisations, {banden} ties, {delen} connected parts, {losse_knopen} without any tie</source>
        <translation>{knopen} organisaties, {banden} banden, {delen} samenhangende delen, {losse_knopen} zonder enige band</translation>
    </message>
    <message>
        <source>E-I index of the groups: {value} (−1 = only ties within groups, 1 = only between)</source>
        <translation>E-I-index van de groepen: {value} (−1 = alleen banden binnen groepen, 1 = alleen ertussen)</translation>
    </message>
    <message>
        <source>betweenness was estimated from {n} organisations</source>
        <translation>de tussenpositie is geschat vanuit {n} organisaties</translation>
    </message>
    <message>
        <source>{n} neighbourhoods have no tie with another: {codes}</source>
        <translation>{n} buurten hebben geen band met een andere buurt: {codes}</translation>
    </message>
    <message>
        <source>{n} groups only meet themselves: {names}</source>
        <translation>{n} groepen ontmoeten alleen zichzelf: {names}</translation>
    </message>
    <message>
        <source>Make the report from a GeoPackage</source>
        <translation>Rapport maken uit een GeoPackage</translation>
    </message>
    <message>
        <source>Makes one web page with an interactive map, explanations and tables, which works without internet.</source>
        <translation>Maakt één webpagina met een interactieve kaart, uitleg en tabellen, die zonder internet werkt.</translation>
    </message>
    <message>
        <source>Report (web page)</source>
        <translation>Rapport (webpagina)</translation>
    </message>
    <message>
        <source>goes on with an earlier run: {done} of {n} tiles are ready</source>
        <translation>gaat verder met een eerdere run: {done} van de {n} tegels zijn klaar</translation>
    </message>
    <message>
        <source>tile {i} of {n} is ready</source>
        <translation>tegel {i} van {n} is klaar</translation>
    </message>
    <message>
        <source>Rotondes of connection</source>
        <translation>Rotondes van verbinding</translation>
    </message>
    <message>
        <source>Scores the meeting places on their potential for encounters between different residents.</source>
        <translation>Geeft ontmoetingsplekken een score voor de kans dat verschillende bewoners elkaar er tegenkomen.</translation>
    </message>
    <message>
        <source>Catalogue of types (CSV)</source>
        <translation>Catalogus van typen (CSV)</translation>
    </message>
    <message>
        <source>A changed copy of voorzieningtypen.csv, with scores of your own.</source>
        <translation>Een aangepaste kopie van voorzieningtypen.csv, met eigen scores.</translation>
    </message>
    <message>
        <source>Walking speeds (m/s)</source>
        <translation>Loopsnelheden (m/s)</translation>
    </message>
    <message>
        <source>Of residents under 65 and of 65 and over, separated by a semicolon.</source>
        <translation>Van inwoners tot 65 jaar en van 65 jaar en ouder, gescheiden door een puntkomma.</translation>
    </message>
    <message>
        <source>Walking flows</source>
        <translation>Loopstromen</translation>
    </message>
    <message>
        <source>PROFIELEN: give two walking speeds between 0.1 and 5 m/s, such as 1.33;0.83.</source>
        <translation>PROFIELEN: geef twee loopsnelheden tussen 0.1 en 5 m/s, zoals 1.33;0.83.</translation>
    </message>
    <message>
        <source>Output of the algorithm Facilities: points with a type_id.</source>
        <translation>Uitvoer van het algoritme Voorzieningen: punten met een type_id.</translation>
    </message>
    <message>
        <source>Output of the algorithm Walking network, or any lines.</source>
        <translation>Uitvoer van het algoritme Loopnetwerk, of andere lijnen.</translation>
    </message>
    <message>
        <source>Output of the algorithm Population: points with inwoners and groups.</source>
        <translation>Uitvoer van het algoritme Bevolking: punten met inwoners en groepen.</translation>
    </message>
    <message>
        <source>Seed of the random draws</source>
        <translation>Startgetal van de trekkingen</translation>
    </message>
    <message>
        <source>The same seed gives the same intervals.</source>
        <translation>Hetzelfde startgetal geeft dezelfde marges.</translation>
    </message>
    <message>
        <source>{yes} met, {no} not met, {unknown} not to be determined</source>
        <translation>{yes} keer voldaan, {no} keer niet, {unknown} keer niet te bepalen</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>Niet gemeten</translation>
    </message>
    <message>
        <source>No such places in the data</source>
        <translation>Zulke plekken staan niet in de gegevens</translation>
    </message>
    <message>
        <source>The number of people is unknown</source>
        <translation>Het aantal personen is onbekend</translation>
    </message>
    <message>
        <source>Most homes lie far from a street</source>
        <translation>De meeste woningen liggen ver van een straat</translation>
    </message>
    <message>
        <source>Too few people</source>
        <translation>Te weinig personen</translation>
    </message>
    <message>
        <source>{points} points with {persons} residents lie more than 250 m from a street and reach nothing: {ids}</source>
        <translation>{points} punten met {persons} inwoners liggen meer dan 250 m van een straat en bereiken niets: {ids}</translation>
    </message>
    <message>
        <source>{points} points with {persons} residents lie on an island of the network: {ids}</source>
        <translation>{points} punten met {persons} inwoners liggen op een eiland van het netwerk: {ids}</translation>
    </message>
    <message>
        <source>{n} facilities lie more than 250 m from a street and cannot be reached: {ids}</source>
        <translation>{n} voorzieningen liggen meer dan 250 m van een straat en zijn niet te bereiken: {ids}</translation>
    </message>
    <message>
        <source>{n} facilities lie on an island of the network: {ids}</source>
        <translation>{n} voorzieningen liggen op een eiland van het netwerk: {ids}</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} tot {high}</translation>
    </message>
    <message>
        <source>between {low} and {high}</source>
        <translation>tussen {low} en {high}</translation>
    </message>
    <message>
        <source>Where older people, young people living alone and newcomers reach too few places that suit them.</source>
        <translation>Waar ouderen, jonge alleenstaanden en nieuwkomers te weinig plekken bereiken die bij hen passen.</translation>
    </message>
    <message>
        <source>With the key figures that make vulnerable, as CBS publishes them.</source>
        <translation>Met de kerncijfers die kwetsbaar maken, zoals het CBS ze publiceert.</translation>
    </message>
    <message>
        <source>Groups (CSV)</source>
        <translation>Groepen (CSV)</translation>
    </message>
    <message>
        <source>A changed copy of groepen.csv: your own groups, or others switched on.</source>
        <translation>Een aangepaste kopie van groepen.csv: eigen groepen, of andere aangezet.</translation>
    </message>
    <message>
        <source>Count rest on benches</source>
        <translation>Rust op bankjes meetellen</translation>
    </message>
    <message>
        <source>Older people take a quarter longer where no bench is within 125 m. Only when all benches are on the map, as from the register of the municipality.</source>
        <translation>Ouderen doen er een kwart langer over waar geen bankje binnen 125 m staat. Alleen als alle bankjes op de kaart staan, zoals uit het beheerbestand van de gemeente.</translation>
    </message>
    <message>
        <source>Stagnation</source>
        <translation>Stagnatie</translation>
    </message>
    <message>
        <source>not in the data, so left out of vulnerability: {names}</source>
        <translation>niet in de gegevens en dus niet in de kwetsbaarheid: {names}</translation>
    </message>
    <message>
        <source>places of stagnation: {n}; points of attention: {m}</source>
        <translation>stagnatieplekken: {n}; aandachtspunten: {m}</translation>
    </message>
    <message>
        <source>{group}: fewer than 30 neighbourhoods, so no test for hot spots; only what is high and sure by itself is drawn</source>
        <translation>{group}: minder dan 30 buurten, dus geen toets op hotspots; alleen wat op zichzelf hoog en zeker is, wordt getekend</translation>
    </message>
    <message>
        <source>{group}: on 500 m hexagons {share}% of the persons in a place of stagnation live in one on both borders</source>
        <translation>{group}: op zeshoeken van 500 m woont {share}% van de personen in een stagnatieplek daar bij beide indelingen</translation>
    </message>
    <message>
        <source>Too few persons to show.</source>
        <translation>Te weinig personen om te tonen.</translation>
    </message>
    <message>
        <source>How many persons of this group live here is not known.</source>
        <translation>Hoeveel mensen uit deze groep hier wonen, is niet bekend.</translation>
    </message>
    <message>
        <source>Too little is known about vulnerability here.</source>
        <translation>Over de kwetsbaarheid is hier te weinig bekend.</translation>
    </message>
    <message>
        <source>It is not known where these persons live or how they reach the rotondes.</source>
        <translation>Niet bekend is waar deze personen wonen of hoe zij de rotondes bereiken.</translation>
    </message>
    <message>
        <source>Significantly high together with its surroundings.</source>
        <translation>Significant hoog, samen met de omgeving.</translation>
    </message>
    <message>
        <source>High in nearly all draws.</source>
        <translation>Hoog in bijna alle trekkingen.</translation>
    </message>
    <message>
        <source>High, but not certain.</source>
        <translation>Hoog, maar niet zeker.</translation>
    </message>
    <message>
        <source>High, but with too few indicators.</source>
        <translation>Hoog, maar met te weinig kenmerken.</translation>
    </message>
    <message>
        <source>weighs most: {name} ({share}%, in the middle neighbourhood {median}%)</source>
        <translation>weegt het zwaarst: {name} ({share}%, in de middelste buurt {median}%)</translation>
    </message>
    <message>
        <source>both above the middle: {name} and {other}</source>
        <translation>allebei boven de middelste buurt: {name} en {other}</translation>
    </message>
    <message>
        <source>weighs most: {name}</source>
        <translation>weegt het zwaarst: {name}</translation>
    </message>
    <message>
        <source>lacks most: {kind}</source>
        <translation>ontbreekt het meest: {kind}</translation>
    </message>
    <message>
        <source>the nearest fitting rotonde is {name}, {minutes} min on foot</source>
        <translation>de dichtstbijzijnde passende rotonde is {name}, {minutes} min lopen</translation>
    </message>
    <message>
        <source>the lack is {lack}% on average: {share}% reach no fitting rotonde at all, the others too few</source>
        <translation>het tekort is gemiddeld {lack}%: {share}% bereikt geen enkele passende rotonde, de anderen te weinig</translation>
    </message>
    <message>
        <source>the lack is {lack}% on average: nearly all reach a fitting rotonde, but too few</source>
        <translation>het tekort is gemiddeld {lack}%: bijna iedereen bereikt een passende rotonde, maar te weinig</translation>
    </message>
    <message>
        <source>of 65 and over</source>
        <translation>bij 65-plussers</translation>
    </message>
    <message>
        <source>of all adults, for the table has no ages</source>
        <translation>bij alle volwassenen, want de tabel kent geen leeftijden</translation>
    </message>
    <message>
        <source>{node}: too few areas to check the stagnation of older people against (n = {n}).</source>
        <translation>{node}: te weinig gebieden om de stagnatie van ouderen aan te toetsen (n = {n}).</translation>
    </message>
    <message>
        <source>stagnation of older people against severe loneliness {who} ({node}, RIVM): Spearman's rho = {rho} (95% interval {low} to {high}, n = {n}, level {level}). {reading} The model was not fitted to it.</source>
        <translation>stagnatie van ouderen tegenover ernstige eenzaamheid {who} ({node}, RIVM): Spearmans rho = {rho} (95%-interval {low} tot {high}, n = {n}, niveau {level}). {reading} Het model is er niet op afgesteld.</translation>
    </message>
    <message>
        <source>The agreement is low.</source>
        <translation>De samenhang is laag.</translation>
    </message>
    <message>
        <source>They agree in direction.</source>
        <translation>Ze wijzen dezelfde kant op.</translation>
    </message>
    <message>
        <source>Lines between meeting places along the streets, with their strength, and the links that are missing.</source>
        <translation>Lijnen tussen ontmoetingsplekken langs de straten, met hun sterkte, en de schakels die ontbreken.</translation>
    </message>
    <message>
        <source>Output of the algorithm Rotondes: points with a type_id.</source>
        <translation>Uitvoer van het algoritme Rotondes: punten met een type_id.</translation>
    </message>
    <message>
        <source>Points with inwoners and groups.</source>
        <translation>Punten met inwoners en groepen.</translation>
    </message>
    <message>
        <source>Organisations per facility</source>
        <translation>Organisaties per voorziening</translation>
    </message>
    <message>
        <source>Table with the fields organisatie and voorziening_id.</source>
        <translation>Tabel met de velden organisatie en voorziening_id.</translation>
    </message>
    <message>
        <source>Longest walk between two rotondes (m)</source>
        <translation>Langste looproute tussen twee rotondes (m)</translation>
    </message>
    <message>
        <source>Missing links of each kind</source>
        <translation>Ontbrekende schakels per soort</translation>
    </message>
    <message>
        <source>Those by which most residents gain; how many more there are is reported.</source>
        <translation>Die waarbij de meeste bewoners winnen; hoeveel er meer zijn, staat in de meldingen.</translation>
    </message>
    <message>
        <source>Missing links</source>
        <translation>Ontbrekende schakels</translation>
    </message>
    <message>
        <source>Index of neighbourhood connectedness</source>
        <translation>Index van buurtverbondenheid</translation>
    </message>
    <message>
        <source>Social and spatial connectedness of neighbourhoods after TNO/RIVM, with rank intervals.</source>
        <translation>Sociale en ruimtelijke verbondenheid van buurten naar TNO/RIVM, met marges van de rang.</translation>
    </message>
    <message>
        <source>CBS distances and other indicators in this layer are used as well.</source>
        <translation>CBS-afstanden en andere indicatoren in deze laag tellen ook mee.</translation>
    </message>
    <message>
        <source>Indicator tables</source>
        <translation>Indicatortabellen</translation>
    </message>
    <message>
        <source>Wide (a column per indicator) or long (gebied, indicator, waarde, n, jaar), at the level of buurt, wijk or gemeente.</source>
        <translation>Breed (een kolom per indicator) of lang (gebied, indicator, waarde, n, jaar), per buurt, wijk of gemeente.</translation>
    </message>
    <message>
        <source>When the figures are not in the neighbourhood layer: CSV, XLSX or GeoPackage.</source>
        <translation>Als de cijfers niet in de buurtlaag staan: CSV, XLSX of GeoPackage.</translation>
    </message>
    <message>
        <source>Use only values of this year from tables with several years; the newest when left empty.</source>
        <translation>Alleen waarden van dit jaar uit tabellen met meer jaren; leeg: het nieuwste jaar.</translation>
    </message>
    <message>
        <source>Fields to compare the index with</source>
        <translation>Velden om de index mee te vergelijken</translation>
    </message>
    <message>
        <source>Rank correlation with its interval; these fields play no part in the index.</source>
        <translation>Rangcorrelatie met interval; deze velden tellen niet mee in de index.</translation>
    </message>
    <message>
        <source>Model (CSV)</source>
        <translation>Model (CSV)</translation>
    </message>
    <message>
        <source>A changed copy of model_buurtverbondenheid.csv.</source>
        <translation>Een aangepaste kopie van model_buurtverbondenheid.csv.</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>Normalisatie</translation>
    </message>
    <message>
        <source>P5 to P95 of the reference (goalposts)</source>
        <translation>P5 tot P95 van de referentie (ijkpunten)</translation>
    </message>
    <message>
        <source>Minimum to maximum</source>
        <translation>Minimum tot maximum</translation>
    </message>
    <message>
        <source>Standard scores</source>
        <translation>Standaardscores</translation>
    </message>
    <message>
        <source>Percentile rank</source>
        <translation>Percentielrang</translation>
    </message>
    <message>
        <source>Aggregation over the constructs</source>
        <translation>Aggregatie over de constructen</translation>
    </message>
    <message>
        <source>Geometric: a low construct weighs more</source>
        <translation>Meetkundig: een laag construct telt zwaarder</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>Rekenkundig</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referentie</translation>
    </message>
    <message>
        <source>All areas of the layer</source>
        <translation>Alle gebieden van de laag</translation>
    </message>
    <message>
        <source>Areas of the same degree of urbanisation</source>
        <translation>Gebieden met dezelfde stedelijkheid</translation>
    </message>
    <message>
        <source>Draws for the rank interval</source>
        <translation>Trekkingen voor de marge van de rang</translation>
    </message>
    <message>
        <source>Indicator values</source>
        <translation>Indicatorwaarden</translation>
    </message>
    <message>
        <source>Anchors of this run (JSON)</source>
        <translation>Ankers van deze run (JSON)</translation>
    </message>
    <message>
        <source>Anchors of an earlier run</source>
        <translation>Ankers van een eerdere run</translation>
    </message>
    <message>
        <source>The GeoPackage of that run or a JSON file: this run is then measured along the same ruler, so that years and scenarios can be compared.</source>
        <translation>Het GeoPackage van die run of een JSON-bestand: deze run ligt dan langs dezelfde meetlat, zodat jaren en scenario's te vergelijken zijn.</translation>
    </message>
    <message>
        <source>Verbondenheidskaart (complete map)</source>
        <translation>Verbondenheidskaart (hele kaart)</translation>
    </message>
    <message>
        <source>From raw data to a finished map: rotondes, walking flows, neighbourhood connectedness and a layout.</source>
        <translation>Van ruwe gegevens tot een afgewerkte kaart: rotondes, loopstromen, buurtverbondenheid en een lay-out.</translation>
    </message>
    <message>
        <source>CBS buurten of any year, or areas of your own with residents.</source>
        <translation>CBS-buurten van elk jaar, of eigen gebieden met inwoners.</translation>
    </message>
    <message>
        <source>Gives facilities, streets and background when their layers are not given.</source>
        <translation>Geeft voorzieningen, straten en achtergrond als daarvoor geen lagen zijn opgegeven.</translation>
    </message>
    <message>
        <source>Any layer with OSM tags or a category of your own.</source>
        <translation>Een laag met OSM-kenmerken of een eigen categorie.</translation>
    </message>
    <message>
        <source>OSM roads, NWB or any lines on which people can walk.</source>
        <translation>OSM-wegen, NWB of andere lijnen waarover men kan lopen.</translation>
    </message>
    <message>
        <source>Where people live: points, polygons, or a table with coordinates; without it they are spread over the residential streets.</source>
        <translation>Waar mensen wonen: punten, vlakken, of een tabel met coördinaten; zonder worden zij verdeeld over de woonstraten.</translation>
    </message>
    <message>
        <source>Surveys and monitors per neighbourhood, wide or long.</source>
        <translation>Enquêtes en monitors per buurt, breed of lang.</translation>
    </message>
    <message>
        <source>Points or a table with id and, if known, naam, groep, buurtcode, soort and voorziening_id.</source>
        <translation>Punten of een tabel met id en zo mogelijk naam, groep, buurtcode, soort en voorziening_id.</translation>
    </message>
    <message>
        <source>Table with van, naar and, if known, sterkte, soort and bronnen (the number of sources).</source>
        <translation>Tabel met van, naar en zo mogelijk sterkte, soort en bronnen (het aantal bronnen).</translation>
    </message>
    <message>
        <source>Attribution on the map</source>
        <translation>Bronvermelding op de kaart</translation>
    </message>
    <message>
        <source>OpenStreetMap and CBS are named when left empty.</source>
        <translation>Leeg: OpenStreetMap en CBS worden genoemd.</translation>
    </message>
    <message>
        <source>Make the atlas too</source>
        <translation>Maak ook de buurtatlas</translation>
    </message>
    <message>
        <source>A PDF with a page per neighbourhood; it can also be made later, with buurtatlas.</source>
        <translation>Een PDF met een blad per buurt; kan ook later, met het algoritme buurtatlas.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>facilities</source>
        <translation>voorzieningen</translation>
    </message>
    <message>
        <source>streets and paths</source>
        <translation>straten en paden</translation>
    </message>
    <message>
        <source>No {label}: give a layer ({key}) or an OSM file (OSM).</source>
        <translation>Geen {label}: geef een laag ({key}) of een OSM-bestand (OSM).</translation>
    </message>
    <message>
        <source>Classifies facilities as meeting places by the catalogue of types.</source>
        <translation>Deelt voorzieningen in als ontmoetingsplek volgens de catalogus van typen.</translation>
    </message>
    <message>
        <source>Points, lines or polygons with OSM tags or a category of your own. A table with x and y columns works too.</source>
        <translation>Punten, lijnen of vlakken met OSM-kenmerken of een eigen categorie. Een tabel met x- en y-kolommen kan ook.</translation>
    </message>
    <message>
        <source>Used when no layer is given: .osm or .osm.pbf.</source>
        <translation>Gebruikt als er geen laag is: .osm of .osm.pbf.</translation>
    </message>
    <message>
        <source>Only facilities in this area are read.</source>
        <translation>Alleen voorzieningen in dit gebied worden gelezen.</translation>
    </message>
    <message>
        <source>Not classified</source>
        <translation>Niet ingedeeld</translation>
    </message>
    <message>
        <source>Give a layer with facilities (INPUT) or an OSM file (OSM).</source>
        <translation>Geef een laag met voorzieningen (INPUT) of een OSM-bestand (OSM).</translation>
    </message>
    <message>
        <source>Category field</source>
        <translation>Categorieveld</translation>
    </message>
    <message>
        <source>The field with your own category; OSM tags are recognised when left empty.</source>
        <translation>Het veld met uw eigen categorie; leeg: OSM-kenmerken worden herkend.</translation>
    </message>
    <message>
        <source>Mapping of own categories (CSV)</source>
        <translation>Indeling van eigen categorieën (CSV)</translation>
    </message>
    <message>
        <source>Two columns: the own value and the type_id of the catalogue.</source>
        <translation>Twee kolommen: de eigen waarde en de type_id van de catalogus.</translation>
    </message>
    <message>
        <source>Walking</source>
        <translation>Lopen</translation>
    </message>
    <message>
        <source>{group}: {n} stairs cannot be used</source>
        <translation>{group}: {n} trappen zijn niet te gebruiken</translation>
    </message>
    <message>
        <source>No street is known to meet a primary or secondary road, so no waiting to cross one is counted.</source>
        <translation>Nergens komt, zover bekend, een straat uit op een hoofdweg (primary of secondary); wachten bij oversteken telt dus niet mee.</translation>
    </message>
    <message>
        <source>Waiting to cross busy roads is not counted, because the data have no marked crossings; streets meet a primary or secondary road in {n} places.</source>
        <translation>Wachten bij het oversteken van hoofdwegen telt niet mee, omdat de gegevens geen gemarkeerde oversteekplaatsen kennen; op {n} plekken komt een straat uit op een hoofdweg (primary of secondary).</translation>
    </message>
    <message>
        <source>Crossing a primary or secondary road where no crossing is marked within 30 m costs 60 seconds: that is so in {m} of the {n} places where a street meets such a road.</source>
        <translation>Een hoofdweg (primary of secondary) oversteken waar binnen 30 m geen oversteekplaats is gemarkeerd, kost 60 seconden: dat geldt voor {m} van de {n} plekken waar een straat op zo'n weg uitkomt.</translation>
    </message>
    <message>
        <source>Rest on benches is not counted (BANKEN is off): maps often lack benches.</source>
        <translation>Rust op bankjes telt niet mee (BANKEN staat uit): op kaarten ontbreken vaak bankjes.</translation>
    </message>
    <message>
        <source>Walks over 125 m from a bench take older people a quarter longer; {n} benches.</source>
        <translation>Verder dan 125 m van een bankje doen ouderen een kwart langer over een wandeling; {n} bankjes.</translation>
    </message>
    <message>
        <source>Rest on benches is not counted: fewer than four in five neighbourhoods have a bench on the map ({n} benches), so they are not complete.</source>
        <translation>Rust op bankjes telt niet mee: minder dan vier op de vijf buurten hebben een bankje op de kaart ({n} bankjes), dus zijn ze niet volledig.</translation>
    </message>
    <message>
        <source>no anchors: neither the GeoPackage of an earlier run nor JSON such as {example}</source>
        <translation>geen ankers: geen GeoPackage van een eerdere run en geen JSON zoals {example}</translation>
    </message>
    <message>
        <source>there are no anchors in it</source>
        <translation>er staan geen ankers in</translation>
    </message>
    <message>
        <source>the answer is no archive: {text}</source>
        <translation>het antwoord is geen archief: {text}</translation>
    </message>
    <message>
        <source>the archive has no layer {name}</source>
        <translation>het archief heeft geen laag {name}</translation>
    </message>
    <message>
        <source>a page has {got} features, although it says {total}</source>
        <translation>een bladzijde heeft {got} objecten, terwijl er {total} op staat</translation>
    </message>
    <message>
        <source>Points outside all areas, left out: {n}.</source>
        <translation>Punten buiten alle gebieden, weggelaten: {n}.</translation>
    </message>
    <message>
        <source>CBS calls {n} areas unchanged that differ from those of the other year: {codes}. They count as changed.</source>
        <translation>Het CBS noemt {n} gebieden ongewijzigd die verschillen van die van het andere jaar: {codes}. Ze tellen als gewijzigd.</translation>
    </message>
    <message>
        <source>Most values of "{column}" are not 1, so what they mean is not certain: the shapes decide.</source>
        <translation>De meeste waarden van "{column}" zijn niet 1, dus hun betekenis is niet zeker: de vorm beslist.</translation>
    </message>
    <message>
        <source>Areas by what happened to them: {kinds}.</source>
        <translation>Gebieden naar wat ermee gebeurde: {kinds}.</translation>
    </message>
    <message>
        <source>Areas without a counterpart in the other year: {n} ({codes}).</source>
        <translation>Gebieden zonder tegenhanger in het andere jaar: {n} ({codes}).</translation>
    </message>
    <message>
        <source>{n} parts of changed areas are shared by area, not by dwellings: give points of dwellings for better figures.</source>
        <translation>{n} delen van gewijzigde gebieden zijn verdeeld naar oppervlakte, niet naar woningen: geef punten van woningen voor betere cijfers.</translation>
    </message>
    <message>
        <source>Rows of the table that belong to no area of the layer: {n}.</source>
        <translation>Rijen van de tabel die bij geen gebied van de laag horen: {n}.</translation>
    </message>
    <message>
        <source>the areas of the old layer</source>
        <translation>de gebieden van de oude laag</translation>
    </message>
    <message>
        <source>Divided over the new areas, as totals: {fields}.</source>
        <translation>Verdeeld over de nieuwe gebieden, als aantallen: {fields}.</translation>
    </message>
    <message>
        <source>Averaged over the parts of the new areas: {fields}.</source>
        <translation>Gemiddeld over de delen van de nieuwe gebieden: {fields}.</translation>
    </message>
    <message>
        <source>Taken from the largest part of the new areas: {fields}.</source>
        <translation>Overgenomen van het grootste deel van de nieuwe gebieden: {fields}.</translation>
    </message>
    <message>
        <source>Rows carried over: {n}, of which {m} to another code and {k} estimated for changed boundaries.</source>
        <translation>Overgezette rijen: {n}, waarvan {m} naar een andere code en {k} geschat voor gewijzigde grenzen.</translation>
    </message>
    <message>
        <source>Areas without a code, left out: {n}.</source>
        <translation>Gebieden zonder code, weggelaten: {n}.</translation>
    </message>
    <message>
        <source>Areas read: {n}.</source>
        <translation>Gebieden gelezen: {n}.</translation>
    </message>
    <message>
        <source>Areas read: {n}, with {persons} residents.</source>
        <translation>Gebieden gelezen: {n}, met {persons} inwoners.</translation>
    </message>
    <message>
        <source>Areas of water or abroad, left out: {n}.</source>
        <translation>Gebieden die water zijn of buiten Nederland liggen, weggelaten: {n}.</translation>
    </message>
    <message>
        <source>No code of buurten was found; "{column}" is used as the area code.</source>
        <translation>Geen buurtcode gevonden; "{column}" dient als gebiedscode.</translation>
    </message>
    <message>
        <source>Pieces joined to the area with the same code: {n}.</source>
        <translation>Losse delen samengevoegd met het gebied met dezelfde code: {n}.</translation>
    </message>
    <message>
        <source>Copies of an area, left out: {n}.</source>
        <translation>Dubbele gebieden, weggelaten: {n}.</translation>
    </message>
    <message>
        <source>key figures</source>
        <translation>kerncijfers</translation>
    </message>
    <message>
        <source>whole numbers, without a point or comma between the thousands</source>
        <translation>gehele getallen, zonder punt of komma tussen de duizendtallen</translation>
    </message>
    <message>
        <source>The number of residents is not known for any area.</source>
        <translation>Van geen enkel gebied is het aantal inwoners bekend.</translation>
    </message>
    <message>
        <source>Areas whose number of residents is not known: {n}.</source>
        <translation>Gebieden waarvan het aantal inwoners niet bekend is: {n}.</translation>
    </message>
    <message>
        <source>{n} features without geometry were left out</source>
        <translation>{n} objecten zonder geometrie zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} values of {field} outside 0–1 were replaced by those of the catalogue</source>
        <translation>{n} waarden van {field} buiten 0–1 zijn vervangen door die van de catalogus</translation>
    </message>
    <message>
        <source>{n} negative values of {field} were taken as unknown</source>
        <translation>{n} negatieve waarden van {field} gelden als onbekend</translation>
    </message>
    <message>
        <source>{n} values of {field} are more than live in the country and were taken as unknown</source>
        <translation>{n} waarden van {field} zijn meer dan er in het land wonen en gelden als onbekend</translation>
    </message>
    <message>
        <source>{n} points without geometry or number of residents were left out</source>
        <translation>{n} punten zonder geometrie of aantal inwoners zijn weggelaten</translation>
    </message>
    <message>
        <source>Privacy: {n} points have fewer than {least} residents, and figures of single algorithms are exact: their residents follow from the difference between two places. Publish the map of the whole chain, which joins such points first.</source>
        <translation>Privacy: {n} punten hebben minder dan {least} inwoners, en losse algoritmen geven exacte cijfers: hun inwoners volgen uit het verschil tussen twee plekken. Publiceer de kaart van de hele keten, die zulke punten eerst samenneemt.</translation>
    </message>
    <message>
        <source>it is no table of text with commas or semicolons</source>
        <translation>het is geen teksttabel met komma's of puntkomma's</translation>
    </message>
    <message>
        <source>it has no rows below the names of the columns</source>
        <translation>er staan geen rijen onder de namen van de kolommen</translation>
    </message>
    <message>
        <source>coordinates read from {x} and {y} as degrees (WGS 84)</source>
        <translation>coördinaten gelezen uit {x} en {y} als graden (WGS 84)</translation>
    </message>
    <message>
        <source>coordinates read from {x} and {y} as metres (RD)</source>
        <translation>coördinaten gelezen uit {x} en {y} als meters (RD)</translation>
    </message>
    <message>
        <source>coordinates read from {x} and {y} as degrees (WGS 84), although their names say metres</source>
        <translation>coördinaten gelezen uit {x} en {y} als graden (WGS 84), hoewel hun namen meters zeggen</translation>
    </message>
    <message>
        <source>coordinates read from {x} and {y} as metres (RD), although their names say degrees</source>
        <translation>coördinaten gelezen uit {x} en {y} als meters (RD), hoewel hun namen graden zeggen</translation>
    </message>
    <message>
        <source>{x} holds the northing and {y} the easting: they were swapped</source>
        <translation>{x} bevat de noordwaarde en {y} de oostwaarde: ze zijn verwisseld</translation>
    </message>
    <message>
        <source>neighbourhoods and figures: CBS/Kadaster (CC BY 4.0)</source>
        <translation>buurten en cijfers: CBS/Kadaster (CC BY 4.0)</translation>
    </message>
    <message>
        <source>streets and facilities: © OpenStreetMap contributors (ODbL)</source>
        <translation>straten en voorzieningen: © OpenStreetMap-bijdragers (ODbL)</translation>
    </message>
    <message>
        <source>Points with exact counts joined with their neighbours, so that no figure is about fewer than {least} persons: {n} points became {m}; {share}% of the residents are counted {metres} m away on average.</source>
        <translation>Punten met exacte aantallen zijn met hun buren samengenomen, zodat geen cijfer over minder dan {least} personen gaat: {n} punten werden er {m}; {share}% van de inwoners telt gemiddeld {metres} m verderop mee.</translation>
    </message>
    <message>
        <source>the coordinate reference system is not known; the coordinates were read as {crs}. Set it in the layer properties</source>
        <translation>het coördinatenstelsel is niet bekend; de coördinaten zijn gelezen als {crs}. Stel het in bij de laageigenschappen</translation>
    </message>
    <message>
        <source>the coordinates lie outside the area that {crs} is made for. Check the coordinate reference system in the layer properties</source>
        <translation>de coördinaten liggen buiten het gebied waarvoor {crs} is gemaakt. Controleer het coördinatenstelsel bij de laageigenschappen</translation>
    </message>
    <message>
        <source>Values of indicators left out because they tell a figure that was left empty: {n}, of {ids}.</source>
        <translation>Waarden van indicatoren weggelaten omdat ze een leeg gelaten cijfer vertellen: {n}, van {ids}.</translation>
    </message>
    <message>
        <source>Left empty: {n} figures on groups of fewer than {group} or in areas of fewer than {residents} residents, and {m} others from which these would follow, in {areas}.</source>
        <translation>Leeg gelaten: {n} cijfers over groepen van minder dan {group} of in gebieden met minder dan {residents} inwoners, en {m} andere waaruit deze zouden volgen, in {areas}.</translation>
    </message>
    <message>
        <source>Fields of the input that tell the same figures are emptied along: {fields}.</source>
        <translation>Velden van de invoer die dezelfde cijfers vertellen, zijn mee leeg gemaakt: {fields}.</translation>
    </message>
    <message>
        <source>Half of the areas are smaller than {ha} ha, as postcodes and cells are. Do not publish where people are vulnerable for less than a buurt: choose buurten or larger areas.</source>
        <translation>De helft van de gebieden is kleiner dan {ha} ha, zoals postcodes en vierkanten. Publiceer niet voor minder dan een buurt waar mensen kwetsbaar zijn: kies buurten of grotere gebieden.</translation>
    </message>
    <message>
        <source>Numbers of respondents left empty because a value that was left out would follow from them: {n}.</source>
        <translation>Aantallen respondenten leeg gelaten omdat er een weggelaten waarde uit zou volgen: {n}.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>{n} files with {m} layers and tables</source>
        <translation>{n} bestanden met {m} lagen en tabellen</translation>
    </message>
    <message>
        <source>not in this file: {names}</source>
        <translation>niet in dit bestand: {names}</translation>
    </message>
    <message>
        <source>codes for a figure that is withheld were left out: {n}</source>
        <translation>codes voor een onderdrukt cijfer zijn weggelaten: {n}</translation>
    </message>
    <message>
        <source>Coordinate, in the reference system of the layer</source>
        <translation>Coördinaat, in het stelsel van de laag</translation>
    </message>
    <message>
        <source>{n} texts look like a number or a date, such as 0012: a spreadsheet changes them when it opens the CSV; take the XLSX, or import the column as text</source>
        <translation>{n} teksten lijken op een getal of datum, zoals 0012: een rekenblad verandert ze als het de CSV opent; neem de XLSX, of importeer de kolom als tekst</translation>
    </message>
    <message>
        <source>{n} rows do not fit in a sheet; take the CSV of this layer</source>
        <translation>{n} rijen passen niet op een blad; neem de CSV van deze laag</translation>
    </message>
    <message>
        <source>{n} texts are longer than a cell can hold and were cut</source>
        <translation>{n} teksten zijn langer dan een cel kan bevatten en zijn afgekapt</translation>
    </message>
    <message>
        <source>types of the catalogue</source>
        <translation>typen uit de catalogus</translation>
    </message>
    <message>
        <source>the category</source>
        <translation>de categorie</translation>
    </message>
    <message>
        <source>no field with types of facilities was found: layer left out</source>
        <translation>geen veld met soorten voorzieningen gevonden: laag overgeslagen</translation>
    </message>
    <message>
        <source>the type of facility</source>
        <translation>het soort voorziening</translation>
    </message>
    <message>
        <source>{n} invalid geometries were repaired</source>
        <translation>{n} ongeldige geometrieën zijn hersteld</translation>
    </message>
    <message>
        <source>{n} objects without usable geometry were left out</source>
        <translation>{n} objecten zonder bruikbare geometrie zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} objects lie outside the area</source>
        <translation>{n} objecten liggen buiten het gebied</translation>
    </message>
    <message>
        <source>the area</source>
        <translation>het gebied</translation>
    </message>
    <message>
        <source>{n} private objects were left out</source>
        <translation>{n} besloten objecten zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} objects of a type without a location were left out</source>
        <translation>{n} objecten van een type zonder locatie zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} objects were left out by the mapping</source>
        <translation>{n} objecten zijn weggelaten volgens de indeling</translation>
    </message>
    <message>
        <source>{n} shopping streets were made of 5 or more shops within 100 m</source>
        <translation>{n} winkelstraten zijn gevormd uit 5 of meer winkels binnen 100 m</translation>
    </message>
    <message>
        <source>{n} shops without a type of their own count in their shopping street</source>
        <translation>{n} winkels zonder eigen type tellen mee in hun winkelstraat</translation>
    </message>
    <message>
        <source>{n} facilities of {m} types</source>
        <translation>{n} voorzieningen van {m} typen</translation>
    </message>
    <message>
        <source>facilities per component: {counts}</source>
        <translation>voorzieningen per component: {counts}</translation>
    </message>
    <message>
        <source>{n} objects have no type in the catalogue: {values}</source>
        <translation>{n} objecten hebben geen type in de catalogus: {values}</translation>
    </message>
    <message>
        <source>{n} objects inside an area of the same type were counted with it</source>
        <translation>{n} objecten in een vlak van hetzelfde type zijn daarbij geteld</translation>
    </message>
    <message>
        <source>{n} pitches inside a sports centre were counted with it</source>
        <translation>{n} velden in een sportcomplex zijn daarbij geteld</translation>
    </message>
    <message>
        <source>{n} objects of the same type and name within 50 m were counted as one</source>
        <translation>{n} objecten zijn samengevoegd met een object van hetzelfde type en dezelfde naam binnen 50 m</translation>
    </message>
    <message>
        <source>{n} unnamed lines of the same type that touch were counted as one</source>
        <translation>{n} naamloze lijnen zijn samengevoegd met een aansluitende lijn van hetzelfde type</translation>
    </message>
    <message>
        <source>types taken from the OSM tags {keys}</source>
        <translation>typen gelezen uit de OSM-kenmerken {keys}</translation>
    </message>
    <message>
        <source>OSM keys taken from field {key}, their values from {value}</source>
        <translation>OSM-sleutels gelezen uit veld {key}, hun waarden uit {value}</translation>
    </message>
    <message>
        <source>types taken from field {field}</source>
        <translation>typen gelezen uit veld {field}</translation>
    </message>
    <message>
        <source>the mapping</source>
        <translation>de indeling</translation>
    </message>
    <message>
        <source>{n} MB received</source>
        <translation>{n} MB ontvangen</translation>
    </message>
    <message>
        <source>this address is not one of the catalogue of services</source>
        <translation>dit adres staat niet in de lijst van diensten</translation>
    </message>
    <message>
        <source>the server refers to another address: {url}</source>
        <translation>de server verwijst naar een ander adres: {url}</translation>
    </message>
    <message>
        <source>the server answered with status {status}</source>
        <translation>de server antwoordde met status {status}</translation>
    </message>
    <message>
        <source>the answer broke off: {n} of {total} bytes</source>
        <translation>het antwoord brak af: {n} van {total} bytes</translation>
    </message>
    <message>
        <source>{problem}; asked again in {n} seconds</source>
        <translation>{problem}; over {n} seconden opnieuw gevraagd</translation>
    </message>
    <message>
        <source>Areas with a score, of {n} (registered / perceived): {parts}.</source>
        <translation>Gebieden met een score, van {n} (registratie / beleving): {parts}.</translation>
    </message>
    <message>
        <source>Known for less than two thirds of the areas: {nodes}.</source>
        <translation>Bekend voor minder dan twee derde van de gebieden: {nodes}.</translation>
    </message>
    <message>
        <source>normalisation</source>
        <translation>normalisatie</translation>
    </message>
    <message>
        <source>aggregation</source>
        <translation>aggregatie</translation>
    </message>
    <message>
        <source>leaving out an indicator</source>
        <translation>weglaten van een indicator</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>gewichten</translation>
    </message>
    <message>
        <source>errors of the values</source>
        <translation>fouten in de waarden</translation>
    </message>
    <message>
        <source>What makes the ranks unsure (total Sobol' index): {shares}.</source>
        <translation>Wat de rangen onzeker maakt (totale Sobol-index): {shares}.</translation>
    </message>
    <message>
        <source>Moran's I of {field}: {value} (p = {p}, {n} areas): {reading}.</source>
        <translation>Moran's I van {field}: {value} (p = {p}, {n} gebieden): {reading}.</translation>
    </message>
    <message>
        <source>neighbouring areas resemble each other</source>
        <translation>naburige gebieden lijken op elkaar</translation>
    </message>
    <message>
        <source>no more alike than chance makes neighbours</source>
        <translation>buren lijken niet meer op elkaar dan bij toeval</translation>
    </message>
    <message>
        <source>{node}: too few areas to check the index against (n = {n}).</source>
        <translation>{node}: te weinig gebieden om de index aan te toetsen (n = {n}).</translation>
    </message>
    <message>
        <source>no clear relation</source>
        <translation>geen duidelijke samenhang</translation>
    </message>
    <message>
        <source>against the direction to expect</source>
        <translation>tegen de verwachte richting in</translation>
    </message>
    <message>
        <source>in the direction to expect</source>
        <translation>in de verwachte richting</translation>
    </message>
    <message>
        <source>a clear relation</source>
        <translation>een duidelijke samenhang</translation>
    </message>
    <message>
        <source>{field} against {node}: Spearman's rho = {rho} (95% interval {low} to {high}, n = {n}), {reading}.</source>
        <translation>{field} tegenover {node}: Spearmans rho = {rho} (95%-interval {low} tot {high}, n = {n}), {reading}.</translation>
    </message>
    <message>
        <source>No index: too little is known of {names}.</source>
        <translation>Geen index: te weinig bekend over {names}.</translation>
    </message>
    <message>
        <source>No index: this run measures no social or no spatial construct.</source>
        <translation>Geen index: deze run meet geen sociaal of geen ruimtelijk construct.</translation>
    </message>
    <message>
        <source>Index {score}; not ranked, because too much is missing or borrowed from a larger area.</source>
        <translation>Index {score}; zonder rang, omdat te veel ontbreekt of van een groter gebied is geleend.</translation>
    </message>
    <message>
        <source>Index {score}, rank {rank} of {n}.</source>
        <translation>Index {score}, rang {rank} van {n}.</translation>
    </message>
    <message>
        <source>Index {score}, rank {rank} of {n} (90% of the draws: {low} to {high}).</source>
        <translation>Index {score}, rang {rank} van {n} (90% van de trekkingen: {low} tot {high}).</translation>
    </message>
    <message>
        <source>Compared with the median, in points: {parts}.</source>
        <translation>Vergeleken met de mediaan, in punten: {parts}.</translation>
    </message>
    <message>
        <source>Missing: {names}.</source>
        <translation>Ontbreekt: {names}.</translation>
    </message>
    <message>
        <source>Missing: {names}; if that were known, the index would lie between {low} and {high}.</source>
        <translation>Ontbreekt: {names}; was dat bekend, dan lag de index tussen {low} en {high}.</translation>
    </message>
    <message>
        <source>{n} values of another year than {year} were left out.</source>
        <translation>{n} waarden van een ander jaar dan {year} zijn weggelaten.</translation>
    </message>
    <message>
        <source>No area of this table occurs among the neighbourhoods; the table was not used. Its columns: {columns}.</source>
        <translation>Geen gebied van deze tabel komt voor onder de buurten; de tabel is niet gebruikt. Kolommen: {columns}.</translation>
    </message>
    <message>
        <source>No column of this table is an indicator of the model.</source>
        <translation>Geen kolom van deze tabel is een indicator van het model.</translation>
    </message>
    <message>
        <source>{n} values of fewer than {limit} respondents were left out.</source>
        <translation>{n} waarden van minder dan {limit} respondenten zijn weggelaten.</translation>
    </message>
    <message>
        <source>Areas recognised by "{column}": {n} of {total}.</source>
        <translation>Gebieden herkend aan "{column}": {n} van {total}.</translation>
    </message>
    <message>
        <source>Areas above them: {levels}.</source>
        <translation>Gebieden daarboven: {levels}.</translation>
    </message>
    <message>
        <source>No code matches; joined on the name in "{column}".</source>
        <translation>Geen code komt overeen; gekoppeld op de naam in "{column}".</translation>
    </message>
    <message>
        <source>{n} areas of the table do not occur among the neighbourhoods, perhaps codes of another year: {codes}.</source>
        <translation>{n} gebieden van de tabel komen niet voor onder de buurten, misschien codes van een ander jaar: {codes}.</translation>
    </message>
    <message>
        <source>{n} areas have no row in the table: {codes}.</source>
        <translation>{n} gebieden hebben geen rij in de tabel: {codes}.</translation>
    </message>
    <message>
        <source>None of the {n} codes of this table occurs on the map, so its wijken may be others as well: only its figures of the gemeente were used.</source>
        <translation>Geen van de {n} codes van deze tabel komt op de kaart voor, dus ook haar wijken kunnen andere zijn: alleen haar cijfers van de gemeente zijn gebruikt.</translation>
    </message>
    <message>
        <source>These columns stand for an indicator that another column already gives, and were not used: {columns}.</source>
        <translation>Deze kolommen staan voor een indicator die een andere kolom al geeft en zijn niet gebruikt: {columns}.</translation>
    </message>
    <message>
        <source>{n} columns are context, not part of the index: {columns}.</source>
        <translation>{n} kolommen zijn context en geen deel van de index: {columns}.</translation>
    </message>
    <message>
        <source>{n} columns are no indicator of the model and were not used: {columns}.</source>
        <translation>{n} kolommen zijn geen indicator van het model en zijn niet gebruikt: {columns}.</translation>
    </message>
    <message>
        <source>{n} indicators serve to check the index and are not part of it: {ids}.</source>
        <translation>{n} indicatoren dienen ter controle van de index en tellen niet mee: {ids}.</translation>
    </message>
    <message>
        <source>{n} indicators of the table do not occur in the model and were not used: {names}.</source>
        <translation>{n} indicatoren van de tabel komen niet voor in het model en zijn niet gebruikt: {names}.</translation>
    </message>
    <message>
        <source>{n} fields of the layer are indicators: {ids}.</source>
        <translation>{n} velden van de laag zijn indicatoren: {ids}.</translation>
    </message>
    <message>
        <source>Areas without a value, of {total}: {fields}.</source>
        <translation>Gebieden zonder waarde, van {total}: {fields}.</translation>
    </message>
    <message>
        <source>{n} values come from the {level} the area lies in: shown, but not ranked ({ids}).</source>
        <translation>{n} waarden komen van de {level} waarin het gebied ligt: wel getoond, niet in de rangorde ({ids}).</translation>
    </message>
    <message>
        <source>{n} values occur twice for the same area, indicator and year; the first was used ({m} differ).</source>
        <translation>{n} waarden komen dubbel voor bij hetzelfde gebied, jaar en dezelfde indicator; de eerste is gebruikt ({m} verschillen).</translation>
    </message>
    <message>
        <source>{n} older values were passed over for those of the newest year.</source>
        <translation>{n} oudere waarden zijn gepasseerd voor die van het nieuwste jaar.</translation>
    </message>
    <message>
        <source>{n} indicators are active, {share} % of the weight of the model.</source>
        <translation>{n} indicatoren zijn actief, {share} % van het gewicht van het model.</translation>
    </message>
    <message>
        <source>{n} of {total} areas have too little data for an index.</source>
        <translation>{n} van de {total} gebieden hebben te weinig gegevens voor een index.</translation>
    </message>
    <message>
        <source>Not in the model, so not used: {nodes}.</source>
        <translation>Komt niet voor in het model en is niet gebruikt: {nodes}.</translation>
    </message>
    <message>
        <source>The same value everywhere, so these do not count: {nodes}.</source>
        <translation>Overal dezelfde waarde en telt daarom niet mee: {nodes}.</translation>
    </message>
    <message>
        <source>Left out because a better indicator of the same is present: {nodes}.</source>
        <translation>Weggelaten omdat een betere indicator voor hetzelfde aanwezig is: {nodes}.</translation>
    </message>
    <message>
        <source>Outliers were drawn in: {nodes}.</source>
        <translation>Uitschieters zijn ingetrokken: {nodes}.</translation>
    </message>
    <message>
        <source>No anchors of the earlier run, so measured along this one: {nodes}.</source>
        <translation>Geen ankers uit de eerdere berekening, daarom langs deze berekening gemeten: {nodes}.</translation>
    </message>
    <message>
        <source>Percentile ranks cannot use the anchors of an earlier run.</source>
        <translation>Percentielrangen kunnen de ankers van een eerdere berekening niet gebruiken.</translation>
    </message>
    <message>
        <source>Too few areas in the reference group, so measured along all areas: {nodes}.</source>
        <translation>Te weinig gebieden in de referentiegroep, daarom langs alle gebieden gemeten: {nodes}.</translation>
    </message>
    <message>
        <source>Values outside the scale were cut off at its ends: {nodes}.</source>
        <translation>Waarden buiten de schaal zijn afgekapt op de uiteinden: {nodes}.</translation>
    </message>
    <message>
        <source>Runs against the other indicators of its construct, check its direction: {nodes}.</source>
        <translation>Loopt tegen de andere indicatoren van het construct in, controleer de richting: {nodes}.</translation>
    </message>
    <message>
        <source>Almost the same (|r| &gt; 0.9), keep one or halve the weights: {nodes}.</source>
        <translation>Bijna hetzelfde (|r| &gt; 0,9), houd er één of halveer de gewichten: {nodes}.</translation>
    </message>
    <message>
        <source>Not measured in this run, the index leaves it out: {nodes}.</source>
        <translation>Niet gemeten in deze berekening en dus niet in de index: {nodes}.</translation>
    </message>
    <message>
        <source>Rests on one indicator only, so read with care: {nodes}.</source>
        <translation>Rust op maar één indicator, dus lees met voorzichtigheid: {nodes}.</translation>
    </message>
    <message>
        <source>No index: nothing is measured of {nodes}.</source>
        <translation>Geen index: niets is gemeten van {nodes}.</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log</translation>
    </message>
    <message>
        <source>{n} points</source>
        <translation>{n} punten</translation>
    </message>
    <message>
        <source>neighbourhoods</source>
        <translation>buurten</translation>
    </message>
    <message>
        <source>the neighbourhoods cover {share}% of the municipality only</source>
        <translation>de buurten bedekken maar {share}% van de gemeente</translation>
    </message>
    <message>
        <source>{n} neighbourhoods of {name} ({code}); {others} of its neighbours left out</source>
        <translation>{n} buurten van {name} ({code}); {others} van de buurgemeenten weggelaten</translation>
    </message>
    <message>
        <source>{n} fields of StatLine for {m} neighbourhoods</source>
        <translation>{n} velden van StatLine voor {m} buurten</translation>
    </message>
    <message>
        <source>{n} cells</source>
        <translation>{n} vierkanten</translation>
    </message>
    <message>
        <source>{n} dwellings; {others} other objects and dwellings outside the area left out</source>
        <translation>{n} woningen; {others} andere objecten en woningen buiten het gebied weggelaten</translation>
    </message>
    <message>
        <source>none in this area</source>
        <translation>geen in dit gebied</translation>
    </message>
    <message>
        <source>{parts}, in {n} questions</source>
        <translation>{parts}, in {n} vragen</translation>
    </message>
    <message>
        <source>not published for {asked}; the figures of {year} are used</source>
        <translation>niet gepubliceerd voor {asked}; de cijfers van {year} zijn gebruikt</translation>
    </message>
    <message>
        <source>{n} features outside the area, left out</source>
        <translation>{n} objecten buiten het gebied weggelaten</translation>
    </message>
    <message>
        <source>{address} gives no total: that all {n} features came was checked by its pages only</source>
        <translation>{address} geeft geen totaal: dat alle {n} objecten er zijn, is alleen aan de bladzijden gecontroleerd</translation>
    </message>
    <message>
        <source>{path}: {detail}. The next service is tried.</source>
        <translation>{path}: {detail}. De volgende dienst wordt geprobeerd.</translation>
    </message>
    <message>
        <source>fetched {n} days ago and kept since; choose OPNIEUW to fetch it again</source>
        <translation>{n} dagen geleden opgehaald en sindsdien bewaard; kies OPNIEUW om het opnieuw op te halen</translation>
    </message>
    <message>
        <source>Codes for a missing value (≤ −99990 or ".") made empty: {n}, in {fields}.</source>
        <translation>Codes voor een ontbrekende waarde (≤ −99990 of ".") leeggemaakt: {n}, in {fields}.</translation>
    </message>
    <message>
        <source>Figures recognised, by field style: {styles}.</source>
        <translation>Cijfers herkend, naar veldstijl: {styles}.</translation>
    </message>
    <message>
        <source>Negative values made empty: {n}, in {fields}.</source>
        <translation>Negatieve waarden leeggemaakt: {n}, in {fields}.</translation>
    </message>
    <message>
        <source>Numbers of more people than live in the country made empty: {n}, in {fields}.</source>
        <translation>Aantallen van meer mensen dan er in het land wonen leeg gemaakt: {n}, in {fields}.</translation>
    </message>
    <message>
        <source>Percentages above 100 made empty: {n}, in {fields}.</source>
        <translation>Percentages boven 100 leeggemaakt: {n}, in {fields}.</translation>
    </message>
    <message>
        <source>Counts above their total made empty: {n}, in {fields}.</source>
        <translation>Aantallen groter dan hun totaal leeggemaakt: {n}, in {fields}.</translation>
    </message>
    <message>
        <source>Read as counts, as their values show, although their name says percentage: {fields}.</source>
        <translation>Gelezen als aantallen, want dat blijkt uit de waarden, hoewel de naam een percentage belooft: {fields}.</translation>
    </message>
    <message>
        <source>Read as percentages, as their values show, although their name says count: {fields}.</source>
        <translation>Gelezen als percentages, want dat blijkt uit de waarden, hoewel de naam een aantal belooft: {fields}.</translation>
    </message>
    <message>
        <source>Not used, for they add up neither to 100% nor to their total: {fields}.</source>
        <translation>Niet gebruikt, want ze tellen niet op tot 100% en ook niet tot hun totaal: {fields}.</translation>
    </message>
    <message>
        <source>Percentages without a total to multiply with, left empty: {n}, in {fields}.</source>
        <translation>Percentages zonder totaal om mee te vermenigvuldigen, leeg gelaten: {n}, in {fields}.</translation>
    </message>
    <message>
        <source>Origin is present in the division of before and since 2023, which cannot be compared: the older one was not used ({fields}).</source>
        <translation>Herkomst is er in de indeling van vóór en van sinds 2023; die zijn niet te vergelijken en de oude is niet gebruikt ({fields}).</translation>
    </message>
    <message>
        <source>Dutch background derived as residents minus western and non-western, number of areas: {n} ({fields}).</source>
        <translation>Nederlandse achtergrond afgeleid als inwoners min westers en niet-westers, aantal gebieden: {n} ({fields}).</translation>
    </message>
    <message>
        <source>Values that are no class from 1 to 5 made empty: {n}, in {fields}.</source>
        <translation>Waarden die geen klasse van 1 tot 5 zijn leeggemaakt: {n}, in {fields}.</translation>
    </message>
    <message>
        <source>No code matches: the layer has {codes}; the table has {others}.</source>
        <translation>Geen code komt overeen: de laag heeft {codes}; de tabel heeft {others}.</translation>
    </message>
    <message>
        <source>Joined on "{column}": {n} of {total} areas found.</source>
        <translation>Gekoppeld op "{column}": {n} van {total} gebieden gevonden.</translation>
    </message>
    <message>
        <source>Areas without a row in the table: {n} ({codes}).</source>
        <translation>Gebieden zonder rij in de tabel: {n} ({codes}).</translation>
    </message>
    <message>
        <source>Figures that the layer has too, taken from the table: {n}, of which {m} differ.</source>
        <translation>Cijfers die de laag ook heeft, uit de tabel genomen: {n}, waarvan {m} verschillen.</translation>
    </message>
    <message>
        <source>{field}: the layer tells more than the total of the table, made empty in {n} areas.</source>
        <translation>{field}: de laag geeft meer dan het totaal van de tabel, leeggemaakt in {n} gebieden.</translation>
    </message>
    <message>
        <source>its text is not in UTF-8</source>
        <translation>de tekst ervan is geen UTF-8</translation>
    </message>
    <message>
        <source>its first line, with the names of the columns, is longer than {n} characters</source>
        <translation>de eerste regel, met de namen van de kolommen, is langer dan {n} tekens</translation>
    </message>
    <message>
        <source>it is damaged or locked with a password</source>
        <translation>het is beschadigd of met een wachtwoord vergrendeld</translation>
    </message>
    <message>
        <source>it holds no data itself, but leads to other files or addresses</source>
        <translation>het bevat zelf geen gegevens, maar leidt naar andere bestanden of adressen</translation>
    </message>
    <message>
        <source>no data begin in its first megabyte</source>
        <translation>in de eerste megabyte ervan beginnen geen gegevens</translation>
    </message>
    <message>
        <source>it is a web page and holds no data</source>
        <translation>het is een webpagina, geen bestand met gegevens</translation>
    </message>
    <message>
        <source>it defines entities of its own, which map data never do</source>
        <translation>het bevat eigen entiteiten, en die horen niet in kaartgegevens</translation>
    </message>
    <message>
        <source>it is a small file that unpacks to a huge one</source>
        <translation>het is een klein bestand dat uitgepakt enorm groot is</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>het is te diep genest</translation>
    </message>
    <message>
        <source>it is not valid JSON</source>
        <translation>het is geen geldige JSON</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Plek</translation>
    </message>
    <message>
        <source>{kind} in {buurt}</source>
        <translation>{kind} in {buurt}</translation>
    </message>
    <message>
        <source>{kind} at {street}</source>
        <translation>{kind} aan het {street}</translation>
    </message>
    <message>
        <source>{kind} on {street}</source>
        <translation>{kind} aan de {street}</translation>
    </message>
    <message>
        <source>walkable road types</source>
        <translation>beloopbare wegtypen</translation>
    </message>
    <message>
        <source>{n} walkable lines</source>
        <translation>{n} beloopbare lijnen</translation>
    </message>
    <message>
        <source>the road type</source>
        <translation>het wegtype</translation>
    </message>
    <message>
        <source>no field with road types was found: all lines count as walkable</source>
        <translation>geen veld met wegtypen gevonden: alle lijnen tellen als beloopbaar</translation>
    </message>
    <message>
        <source>road types taken from field {field}</source>
        <translation>wegtypen gelezen uit veld {field}</translation>
    </message>
    <message>
        <source>{n} lines of an unknown road type count as walkable: {kinds}</source>
        <translation>{n} lijnen met een onbekend wegtype tellen als beloopbaar: {kinds}</translation>
    </message>
    <message>
        <source>{n} lines that are no road were left out</source>
        <translation>{n} lijnen die geen weg zijn, zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} lines one cannot walk on were left out: {kinds}</source>
        <translation>{n} lijnen waarop men niet kan lopen zijn weggelaten: {kinds}</translation>
    </message>
    <message>
        <source>{n} lines closed to pedestrians were left out</source>
        <translation>{n} voor voetgangers gesloten lijnen zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} ferries and toll roads were left out: they are no walk</source>
        <translation>{n} veren en tolwegen zijn weggelaten: dat is geen looproute</translation>
    </message>
    <message>
        <source>who takes part where</source>
        <translation>wie waar meedoet</translation>
    </message>
    <message>
        <source>two-mode table: {n} participations of {actors} ({who}) in {places} ({where}); who takes part in the same has a tie, the stronger the fewer take part</source>
        <translation>tabel van wie waar meedoet: {n} deelnames van {actors} ({who}) aan {places} ({where}); wie aan hetzelfde meedoet heeft een band, sterker naarmate er minder meedoen</translation>
    </message>
    <message>
        <source>ties</source>
        <translation>banden</translation>
    </message>
    <message>
        <source>{n} ties without both ends were left out</source>
        <translation>{n} banden zonder begin of eind zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} ties of an organisation with itself were left out</source>
        <translation>{n} banden van een organisatie met zichzelf zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} ties of strength 0 or less were left out</source>
        <translation>{n} banden met sterkte 0 of minder zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} ties without strength count as 1</source>
        <translation>{n} banden zonder sterkte tellen als 1</translation>
    </message>
    <message>
        <source>{n} ties were named twice and taken together</source>
        <translation>{n} banden stonden er dubbel en zijn samengenomen</translation>
    </message>
    <message>
        <source>{n} ends of ties do not occur among the organisations and were added without attributes</source>
        <translation>{n} uiteinden van banden staan niet bij de organisaties en zijn zonder kenmerken toegevoegd</translation>
    </message>
    <message>
        <source>{n} closed lines of facilities were read as areas</source>
        <translation>{n} gesloten lijnen van voorzieningen zijn als vlak gelezen</translation>
    </message>
    <message>
        <source>{n} objects with tags of facilities read</source>
        <translation>{n} objecten met kenmerken van voorzieningen gelezen</translation>
    </message>
    <message>
        <source>not an OpenStreetMap file</source>
        <translation>geen OpenStreetMap-bestand</translation>
    </message>
    <message>
        <source>it is damaged, or only a part of it was downloaded</source>
        <translation>het is beschadigd, of maar voor een deel opgehaald</translation>
    </message>
    <message>
        <source>the answer of Overpass broke off</source>
        <translation>het antwoord van Overpass brak af</translation>
    </message>
    <message>
        <source>OpenStreetMap: waiting for {address}, tile {n} of {total}</source>
        <translation>OpenStreetMap: wachten op {address}, tegel {n} van {total}</translation>
    </message>
    <message>
        <source>Overpass could not finish in time ({text}), not even for a small area; try again later</source>
        <translation>Overpass was niet op tijd klaar ({text}), ook niet voor een klein gebied; probeer het later opnieuw</translation>
    </message>
    <message>
        <source>Overpass does not answer with OpenStreetMap data: {text}</source>
        <translation>Overpass antwoordt niet met OpenStreetMap-gegevens: {text}</translation>
    </message>
    <message>
        <source>Overpass reports: {text}</source>
        <translation>Overpass meldt: {text}</translation>
    </message>
    <message>
        <source>the pages are in different coordinate systems</source>
        <translation>de bladzijden hebben verschillende coördinatenstelsels</translation>
    </message>
    <message>
        <source>{got} of {total} features came, {missing} are missing; nothing is used of an incomplete answer</source>
        <translation>{got} van {total} objecten kwamen binnen, {missing} ontbreken; van een onvolledig antwoord wordt niets gebruikt</translation>
    </message>
    <message>
        <source>{got} features came, but the server says there are {total}</source>
        <translation>er kwamen {got} objecten binnen, maar volgens de server zijn het er {total}</translation>
    </message>
    <message>
        <source>the pages go round in a circle</source>
        <translation>de bladzijden verwijzen in een kring naar elkaar</translation>
    </message>
    <message>
        <source>{source}: waiting for a large file, {address}</source>
        <translation>{source}: wachten op een groot bestand, {address}</translation>
    </message>
    <message>
        <source>the answer is no JSON but starts with: {text}</source>
        <translation>het antwoord is geen JSON maar begint met: {text}</translation>
    </message>
    <message>
        <source>the answer is not a collection of features: {text}</source>
        <translation>het antwoord is geen verzameling objecten: {text}</translation>
    </message>
    <message>
        <source>the service does not give a number of features: {text}</source>
        <translation>de dienst geeft geen aantal objecten: {text}</translation>
    </message>
    <message>
        <source>the total changed between two pages, from {old} to {new}</source>
        <translation>het totaal veranderde tussen twee bladzijden, van {old} naar {new}</translation>
    </message>
    <message>
        <source>{source}: {got} of {total} features</source>
        <translation>{source}: {got} van {total} objecten</translation>
    </message>
    <message>
        <source>the features lie outside the area that was asked for; their coordinate system ({crs}) may be another one</source>
        <translation>de objecten liggen buiten het gevraagde gebied; hun coördinatenstelsel ({crs}) kan een ander zijn</translation>
    </message>
    <message>
        <source>another run is writing this file</source>
        <translation>een andere run schrijft dit bestand</translation>
    </message>
    <message>
        <source>another run is writing in this folder</source>
        <translation>een andere run schrijft al in deze map</translation>
    </message>
    <message>
        <source>layer "{name}" is being edited in QGIS</source>
        <translation>de laag "{name}" wordt bewerkt in QGIS; sla de wijzigingen op of stop met bewerken</translation>
    </message>
    <message>
        <source>Invalid areas, repaired: {n}.</source>
        <translation>Ongeldige gebieden, hersteld: {n}.</translation>
    </message>
    <message>
        <source>Areas without a polygon, left out: {n}.</source>
        <translation>Gebieden zonder vlak, weggelaten: {n}.</translation>
    </message>
    <message>
        <source>Points outside the extent of the areas, not read: {n}.</source>
        <translation>Punten buiten de omvang van de gebieden, niet gelezen: {n}.</translation>
    </message>
    <message>
        <source>Inhabited areas without any point: {n}.</source>
        <translation>Bewoonde gebieden zonder enig punt: {n}.</translation>
    </message>
    <message>
        <source>Points in several overlapping areas, counted in the first: {n}.</source>
        <translation>Punten in meer dan één gebied (overlap), geteld bij het eerste: {n}.</translation>
    </message>
    <message>
        <source>Points outside all areas, left out: {n}, with {persons} residents.</source>
        <translation>Punten buiten alle gebieden, weggelaten: {n}, met {persons} inwoners.</translation>
    </message>
    <message>
        <source>Residents per point taken from "{field}": {persons} in all.</source>
        <translation>Inwoners per punt uit "{field}": {persons} in totaal.</translation>
    </message>
    <message>
        <source>Points in areas without residents, left out: {n}.</source>
        <translation>Punten in gebieden zonder inwoners, weggelaten: {n}.</translation>
    </message>
    <message>
        <source>No field with residents was found: every point weighs the same.</source>
        <translation>Geen veld met inwoners gevonden: elk punt weegt even zwaar.</translation>
    </message>
    <message>
        <source>Points with a suppressed count: {n}. They share what the others leave of the figure of their area, each no more than the smallest count shown.</source>
        <translation>Punten met een onderdrukt aantal: {n}. Zij delen wat de andere overlaten van het cijfer van hun gebied, elk niet meer dan het kleinste getoonde aantal.</translation>
    </message>
    <message>
        <source>The points have {here} residents where the areas have {area}; the figures of the areas were kept.</source>
        <translation>De punten hebben {here} inwoners waar de gebieden er {area} hebben; de cijfers van de gebieden zijn aangehouden.</translation>
    </message>
    <message>
        <source>Areas whose residents were spread along their residential streets: {n}.</source>
        <translation>Gebieden waarvan de inwoners over de woonstraten zijn verdeeld: {n}.</translation>
    </message>
    <message>
        <source>Areas whose residents were spread along all their walkable lines, for want of residential streets: {n}.</source>
        <translation>Gebieden waarvan de inwoners over alle loopbare lijnen zijn verdeeld, bij gebrek aan woonstraten: {n}.</translation>
    </message>
    <message>
        <source>Areas whose residents were put on one point in the area, for want of points and streets: {n}.</source>
        <translation>Gebieden waarvan de inwoners op één punt in het gebied zijn gezet, bij gebrek aan punten en straten: {n}.</translation>
    </message>
    <message>
        <source>Where the points of an area have no count of their own for a figure, it follows their residents or is shared evenly. Number of areas: {fields}.</source>
        <translation>Waar de punten van een gebied geen eigen aantal hebben voor een cijfer, volgt het hun inwoners of is het gelijk verdeeld. Aantal gebieden: {fields}.</translation>
    </message>
    <message>
        <source>Points where the number of residents is not known, left out: {n}.</source>
        <translation>Punten waar het aantal inwoners niet bekend is, weggelaten: {n}.</translation>
    </message>
    <message>
        <source>Points without residents, left out: {n}.</source>
        <translation>Punten zonder inwoners, weggelaten: {n}.</translation>
    </message>
    <message>
        <source>Population points: {n}, with {persons} residents.</source>
        <translation>Bevolkingspunten: {n}, met {persons} inwoners.</translation>
    </message>
    <message>
        <source>Unknown figures of areas, taken from the population points: {n}.</source>
        <translation>Onbekende cijfers van gebieden, uit de bevolkingspunten genomen: {n}.</translation>
    </message>
    <message>
        <source>a source that is no file</source>
        <translation>een bron die geen bestand is</translation>
    </message>
    <message>
        <source>{items} and {n} more</source>
        <translation>{items} en nog {n}</translation>
    </message>
    <message>
        <source>no answer within {n} seconds</source>
        <translation>geen antwoord binnen {n} seconden</translation>
    </message>
    <message>
        <source>the login {authcfg} of the catalogue of services cannot be used</source>
        <translation>de inlog {authcfg} uit de catalogus van diensten is niet bruikbaar</translation>
    </message>
    <message>
        <source>the answer is not a table of StatLine: {text}</source>
        <translation>het antwoord is geen tabel van StatLine: {text}</translation>
    </message>
    <message>
        <source>{missing} of {total} observations did not come; nothing is used of an incomplete answer</source>
        <translation>{missing} van {total} waarnemingen kwamen niet; van een onvolledig antwoord wordt niets gebruikt</translation>
    </message>
    <message>
        <source>StatLine has no row for {codes}</source>
        <translation>StatLine heeft geen rij voor {codes}</translation>
    </message>
    <message>
        <source>{missing} of {total} areas did not come: {codes}; nothing is used of an incomplete answer</source>
        <translation>{missing} van {total} gebieden kwamen niet: {codes}; van een onvolledig antwoord wordt niets gebruikt</translation>
    </message>
    <message>
        <source>several different rows for {codes}</source>
        <translation>verschillende rijen voor {codes}</translation>
    </message>
    <message>
        <source>Negative statements of the model, reversed in the scale: {ids}.</source>
        <translation>Negatieve stellingen van het model, omgekeerd in de schaal: {ids}.</translation>
    </message>
    <message>
        <source>No field is known by its name, so they were taken in the order of the questionnaire: {pairs}.</source>
        <translation>Geen veld is aan zijn naam te herkennen; ze zijn in de volgorde van de vragenlijst genomen: {pairs}.</translation>
    </message>
    <message>
        <source>one field per indicator (also: {field})</source>
        <translation>één veld per indicator (ook: {field})</translation>
    </message>
    <message>
        <source>Not an item of the model, kept under its own name: {columns}.</source>
        <translation>Geen vraag van het model, onder eigen naam gehouden: {columns}.</translation>
    </message>
    <message>
        <source>{n} answers outside the scale {low}-{high} count as missing.</source>
        <translation>{n} antwoorden buiten de schaal {low}-{high} gelden als ontbrekend.</translation>
    </message>
    <message>
        <source>Most often: {values}.</source>
        <translation>Meest voorkomend: {values}.</translation>
    </message>
    <message>
        <source>{n} respondents without a positive weight were left out.</source>
        <translation>{n} respondenten zonder positief gewicht zijn weggelaten.</translation>
    </message>
    <message>
        <source>{n} respondents without an area were left out.</source>
        <translation>{n} respondenten zonder gebied zijn weggelaten.</translation>
    </message>
    <message>
        <source>{n} respondents who answered none of the questions were left out.</source>
        <translation>{n} respondenten die geen enkele vraag beantwoordden, zijn weggelaten.</translation>
    </message>
    <message>
        <source>{n} respondents in {areas} areas.</source>
        <translation>{n} respondenten in {areas} gebieden.</translation>
    </message>
    <message>
        <source>Scale {scale}: Cronbach's alpha {alpha} over {n} respondents with all {k} items</source>
        <translation>Schaal {scale}: Cronbachs alfa {alpha} over {n} respondenten met alle {k} vragen</translation>
    </message>
    <message>
        <source>{text}: below {limit}, so only the separate items are given.</source>
        <translation>{text}: lager dan {limit}, dus alleen de afzonderlijke vragen worden gegeven.</translation>
    </message>
    <message>
        <source>{n} figures of fewer than 10 respondents are left empty.</source>
        <translation>{n} cijfers van minder dan 10 respondenten blijven leeg.</translation>
    </message>
    <message>
        <source>{n} figures rest on 10 to 29 respondents: use them with their interval.</source>
        <translation>{n} cijfers berusten op 10 tot 29 respondenten: gebruik ze met hun interval.</translation>
    </message>
    <message>
        <source>{n} features without line geometry were left out</source>
        <translation>{n} objecten zonder lijngeometrie zijn weggelaten</translation>
    </message>
    <message>
        <source>{n} lines with impossible coordinates were left out</source>
        <translation>{n} lijnen met onmogelijke coördinaten zijn weggelaten</translation>
    </message>
    <message>
        <source>1 Data</source>
        <translation>1 Gegevens</translation>
    </message>
    <message>
        <source>2 Map</source>
        <translation>2 Kaart</translation>
    </message>
    <message>
        <source>3 Result</source>
        <translation>3 Resultaat</translation>
    </message>
    <message>
        <source>Example city: all data are invented</source>
        <translation>Voorbeeldstad: alle gegevens zijn verzonnen</translation>
    </message>
    <message>
        <source>{title}: done.</source>
        <translation>{title}: klaar.</translation>
    </message>
    <message>
        <source>The project {path} cannot be opened.</source>
        <translation>Het project {path} kan niet worden geopend.</translation>
    </message>
    <message>
        <source>The map is ready</source>
        <translation>De kaart is klaar</translation>
    </message>
    <message>
        <source>potential for encounters, not measured contact</source>
        <translation>ontmoetingspotentieel, geen gemeten contact</translation>
    </message>
    <message>
        <source>Open PDF</source>
        <translation>PDF openen</translation>
    </message>
    <message>
        <source>Open as project</source>
        <translation>Openen als project</translation>
    </message>
    <message>
        <source>No program was found to open {path}.</source>
        <translation>Er is geen programma gevonden om {path} te openen.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Kies een bestand…</translation>
    </message>
    <message>
        <source>Layer in {file}:</source>
        <translation>Laag in {file}:</translation>
    </message>
    <message>
        <source>A municipality</source>
        <translation>Een gemeente</translation>
    </message>
    <message>
        <source>My own area</source>
        <translation>Eigen gebied</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Meer instellingen</translation>
    </message>
    <message>
        <source>&amp;Fetch</source>
        <translation>&amp;Haal op</translation>
    </message>
    <message>
        <source>On to the map ›</source>
        <translation>Verder naar de kaart ›</translation>
    </message>
    <message>
        <source>Open what was fetched…</source>
        <translation>Eerder opgehaald openen…</translation>
    </message>
    <message>
        <source>Choose my own files ›</source>
        <translation>Eigen bestanden kiezen ›</translation>
    </message>
    <message>
        <source>The example city ›</source>
        <translation>De voorbeeldstad ›</translation>
    </message>
    <message>
        <source>I have the data already</source>
        <translation>Ik heb de gegevens al</translation>
    </message>
    <message>
        <source>What came</source>
        <translation>Wat er kwam</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Aantal</translation>
    </message>
    <message>
        <source>Data of {name}</source>
        <translation>Gegevens van {name}</translation>
    </message>
    <message>
        <source>Data of the area</source>
        <translation>Gegevens van het gebied</translation>
    </message>
    <message>
        <source>Open what was fetched earlier</source>
        <translation>Eerder opgehaalde gegevens openen</translation>
    </message>
    <message>
        <source>{path} was not made by Fetch: it has no table of what came from where.</source>
        <translation>{path} is niet met Haal op gemaakt: er is geen tabel die zegt wat waarvandaan kwam.</translation>
    </message>
    <message>
        <source>Fetch {name}</source>
        <translation>Haal {name} op</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Gegevens</translation>
    </message>
    <message>
        <source>Surveys and organisations</source>
        <translation>Enquêtes en organisaties</translation>
    </message>
    <message>
        <source>&amp;Make the map</source>
        <translation>&amp;Maak de kaart</translation>
    </message>
    <message>
        <source>On to the result ›</source>
        <translation>Verder naar het resultaat ›</translation>
    </message>
    <message>
        <source>Fetch the data first (page 1), or choose your own files and layers here.</source>
        <translation>Haal eerst gegevens op (bladzijde 1), of kies hier eigen bestanden en lagen.</translation>
    </message>
    <message>
        <source>{name}: {labels}. From {file}.</source>
        <translation>{name}: {labels}. Uit {file}.</translation>
    </message>
    <message>
        <source>GeoPackage of the map</source>
        <translation>GeoPackage van de kaart</translation>
    </message>
    <message>
        <source>The map shows potential for encounters</source>
        <translation>De kaart toont ontmoetingspotentieel</translation>
    </message>
    <message>
        <source>where people can meet, not where they do. Contact was not measured.</source>
        <translation>waar mensen elkaar kunnen ontmoeten, niet waar zij dat doen. Contact is niet gemeten.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Bekijken</translation>
    </message>
    <message>
        <source>Open the map (PDF)</source>
        <translation>Open de kaart (PDF)</translation>
    </message>
    <message>
        <source>Open the report</source>
        <translation>Open het rapport</translation>
    </message>
    <message>
        <source>Open the atlas (PDF)</source>
        <translation>Open de buurtatlas (PDF)</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Open de bestandsmap</translation>
    </message>
    <message>
        <source>Show in this project</source>
        <translation>Toon in dit project</translation>
    </message>
    <message>
        <source>Make more of it</source>
        <translation>Verder maken</translation>
    </message>
    <message>
        <source>Make the atlas</source>
        <translation>Maak de buurtatlas</translation>
    </message>
    <message>
        <source>Export (CSV, XLSX, GeoJSON)</source>
        <translation>Exporteer (CSV, XLSX, GeoJSON)</translation>
    </message>
    <message>
        <source>Make the report again</source>
        <translation>Maak het rapport opnieuw</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>All settings…</source>
        <translation>Alle instellingen…</translation>
    </message>
    <message>
        <source>There is no GeoPackage {path}.</source>
        <translation>Er is geen GeoPackage {path}.</translation>
    </message>
    <message>
        <source>No map yet: make one on page 2, or choose the GeoPackage of an earlier one.</source>
        <translation>Nog geen kaart: maak er een op bladzijde 2, of kies de GeoPackage van een eerdere.</translation>
    </message>
    <message>
        <source>The dialog of Processing, filled in as here.</source>
        <translation>Het venster van Processing, ingevuld zoals hier.</translation>
    </message>
    <message>
        <source>Still to fill in: {labels}.</source>
        <translation>Nog in te vullen: {labels}.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wacht</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>bezig</translation>
    </message>
    <message>
        <source>done</source>
        <translation>klaar</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>mislukt</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>afgebroken</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Voortgang</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stappen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldingen</translation>
    </message>
    <message>
        <source>‹ Back</source>
        <translation>‹ Terug</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Stopt…</translation>
    </message>
    <message>
        <source>Only what needs attention ({n})</source>
        <translation>Alleen wat aandacht vraagt ({n})</translation>
    </message>
    <message>
        <source>Note:</source>
        <translation>Let op:</translation>
    </message>
    <message>
        <source>Error:</source>
        <translation>Fout:</translation>
    </message>
    <message>
        <source>The run failed without a reason.</source>
        <translation>De run is mislukt zonder opgaaf van reden.</translation>
    </message>
    <message>
        <source>neighbourhoods and residents</source>
        <translation>buurten en inwoners</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>onbekend</translation>
    </message>
    <message>
        <source>Year of the figures: {years}</source>
        <translation>Jaar van de cijfers: {years}</translation>
    </message>
    <message>
        <source>Indicators</source>
        <translation>Indicatoren</translation>
    </message>
    <message>
        <source>Every indicator lies on a fixed yardstick from 0 (unfavourable) to 100 (favourable)</source>
        <translation>Elk cijfer ligt op een vaste meetlat van 0 (ongunstig) tot 100 (gunstig)</translation>
    </message>
    <message>
        <source>Of every indicator the lowest neighbourhood has 0 and the highest 100</source>
        <translation>Van elk cijfer heeft de laagste buurt 0 en de hoogste 100</translation>
    </message>
    <message>
        <source>Every indicator says how far a neighbourhood is from the mean</source>
        <translation>Elk cijfer zegt hoe ver een buurt van het gemiddelde ligt</translation>
    </message>
    <message>
        <source>Every indicator says which share of the neighbourhoods is lower</source>
        <translation>Elk cijfer zegt welk deel van de buurten lager ligt</translation>
    </message>
    <message>
        <source>{choice}, the same as on an earlier map</source>
        <translation>{choice}, dezelfde als op een eerdere kaart</translation>
    </message>
    <message>
        <source>The four constructs weigh the same</source>
        <translation>De vier onderdelen wegen even zwaar</translation>
    </message>
    <message>
        <source>A low construct pulls the index down, also beside a high one</source>
        <translation>Een laag onderdeel trekt de index omlaag, ook naast een hoog</translation>
    </message>
    <message>
        <source>A high construct makes up for a low one</source>
        <translation>Een hoog onderdeel maakt een laag goed</translation>
    </message>
    <message>
        <source>Margins: computed again {n} times with other choices and errors</source>
        <translation>Marges: {n} keer herrekend met andere keuzes en meetfouten</translation>
    </message>
    <message>
        <source>1 : {n} on A4</source>
        <translation>1 : {n} op A4</translation>
    </message>
    <message>
        <source>Rotonde score</source>
        <translation>Rotondescore</translation>
    </message>
    <message>
        <source>Kind of place</source>
        <translation>Soort plek</translation>
    </message>
    <message>
        <source>Networks, associations</source>
        <translation>Netwerken, clubs</translation>
    </message>
    <message>
        <source>≤ {n} m from a rotonde</source>
        <translation>≤ {n} m van een rotonde</translation>
    </message>
    <message>
        <source>place of stagnation</source>
        <translation>stagnatieplek</translation>
    </message>
    <message>
        <source>How connected?</source>
        <translation>Hoe verbonden?</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>hoogste</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>laagste</translation>
    </message>
    <message>
        <source>municipality</source>
        <translation>gemeente</translation>
    </message>
    <message>
        <source>district</source>
        <translation>wijk</translation>
    </message>
    <message>
        <source>Ticks: means of the neighbourhoods on this map</source>
        <translation>Streepjes: gemiddelden van de buurten op deze kaart</translation>
    </message>
    <message>
        <source>objective</source>
        <translation>objectief</translation>
    </message>
    <message>
        <source>perceived</source>
        <translation>beleving</translation>
    </message>
    <message>
        <source>coverage</source>
        <translation>dekking</translation>
    </message>
    <message>
        <source>Potential for encounters, not measured contact</source>
        <translation>Ontmoetingspotentieel, geen gemeten contact</translation>
    </message>
    <message>
        <source>Talk these figures over with residents: they know what the data do not show. Unknown is not zero.</source>
        <translation>Bespreek deze cijfers met bewoners: zij weten wat de gegevens niet laten zien. Onbekend is niet nul.</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Bronnen</translation>
    </message>
    <message>
        <source>Choices made</source>
        <translation>Keuzes</translation>
    </message>
    <message>
        <source>Strongest rotondes</source>
        <translation>Sterkste rotondes</translation>
    </message>
    <message>
        <source>up to 400 m outside the buurt; line: 90% of the draws</source>
        <translation>tot 400 m buiten de buurt; lijn: 90% van de trekkingen</translation>
    </message>
    <message>
        <source>Lacking within a walk</source>
        <translation>Ontbreekt op loopafstand</translation>
    </message>
    <message>
        <source>residents with one within 800 m; tick: whole map</source>
        <translation>inwoners met een binnen 800 m; streep: hele kaart</translation>
    </message>
    <message>
        <source>per group, 0–100: vulnerable, with few fitting places near</source>
        <translation>per groep, 0–100: kwetsbaar, met weinig passends nabij</translation>
    </message>
    <message>
        <source>share for whom the rule holds; met from the tick on (80% is a choice of this project)</source>
        <translation>voor wie de regel opgaat; voldoet vanaf de streep (80% is een keuze van dit project)</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>Wat kunt u doen?</translation>
    </message>
    <message>
        <source>The buurt and its neighbours</source>
        <translation>De buurt en haar buren</translation>
    </message>
    <message>
        <source>Rotondes (atlas)</source>
        <translation>Rotondes (atlas)</translation>
    </message>
    <message>
        <source>Strongest rotondes (atlas)</source>
        <translation>Sterkste rotondes (atlas)</translation>
    </message>
    <message>
        <source>Numbers of the strongest rotondes</source>
        <translation>Nummers van de sterkste rotondes</translation>
    </message>
    <message>
        <source>Stagnation (atlas)</source>
        <translation>Stagnatie (atlas)</translation>
    </message>
    <message>
        <source>Within {n} m on foot of a rotonde</source>
        <translation>Binnen {n} m lopen van een rotonde</translation>
    </message>
    <message>
        <source>district {name}</source>
        <translation>wijk {name}</translation>
    </message>
    <message>
        <source>municipality {name}</source>
        <translation>gemeente {name}</translation>
    </message>
    <message>
        <source>{n} households</source>
        <translation>{n} huishoudens</translation>
    </message>
    <message>
        <source>index, 0–100</source>
        <translation>index, 0–100</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>rang</translation>
    </message>
    <message>
        <source>% measured here</source>
        <translation>% hier gemeten</translation>
    </message>
    <message>
        <source>{what}: unknown</source>
        <translation>{what}: onbekend</translation>
    </message>
    <message>
        <source>No rank: insufficient data</source>
        <translation>Geen rang: onvoldoende gegevens</translation>
    </message>
    <message>
        <source>Rank {rank} of {count}</source>
        <translation>Rang {rank} van {count}</translation>
    </message>
    <message>
        <source>in 90% of the draws {low} to {high}</source>
        <translation>in 90% van de trekkingen {low} tot {high}</translation>
    </message>
    <message>
        <source>district {district} · municipality {town}</source>
        <translation>wijk {district} · gemeente {town}</translation>
    </message>
    <message>
        <source>A survey, a walk through the buurt or the Leefplekmeter shows what residents miss.</source>
        <translation>Een enquête, een buurtschouw of de Leefplekmeter laat zien wat bewoners missen.</translation>
    </message>
    <message>
        <source>No construct was measured here: ask residents first</source>
        <translation>Hier is geen construct gemeten: vraag het eerst aan bewoners</translation>
    </message>
    <message>
        <source>Measure first</source>
        <translation>Meet eerst</translation>
    </message>
    <message>
        <source>Weakest construct measured: {name} ({score})</source>
        <translation>Zwakste construct dat is gemeten: {name} ({score})</translation>
    </message>
    <message>
        <source>social</source>
        <translation>sociaal</translation>
    </message>
    <message>
        <source>spatial</source>
        <translation>ruimtelijk</translation>
    </message>
    <message>
        <source>organisational</source>
        <translation>organisatorisch</translation>
    </message>
    <message>
        <source>No rotonde with a score in this buurt, nor within 400 m of it.</source>
        <translation>Geen rotonde met een score in deze buurt, en ook niet binnen 400 m ervan.</translation>
    </message>
    <message>
        <source>outside the buurt: {kind}</source>
        <translation>buiten de buurt: {kind}</translation>
    </message>
    <message>
        <source>No kind of place is lacking more than in the whole area.</source>
        <translation>Geen soort plek ontbreekt hier meer dan in het hele gebied.</translation>
    </message>
    <message>
        <source>Unknown: not measured, or fewer than 50 residents.</source>
        <translation>Onbekend: niet gemeten, of minder dan 50 inwoners.</translation>
    </message>
    <message>
        <source>{share} here · {town} in the whole area</source>
        <translation>{share} hier · {town} in het hele gebied</translation>
    </message>
    <message>
        <source>point of attention</source>
        <translation>aandachtspunt</translation>
    </message>
    <message>
        <source>no place of stagnation</source>
        <translation>geen stagnatieplek</translation>
    </message>
    <message>
        <source>insufficient data</source>
        <translation>onvoldoende gegevens</translation>
    </message>
    <message>
        <source>Unknown: no groups were measured.</source>
        <translation>Onbekend: er zijn geen groepen gemeten.</translation>
    </message>
    <message>
        <source>and {n} more groups, in the project</source>
        <translation>en nog {n} groepen, in het project</translation>
    </message>
    <message>
        <source>{status} · {n} persons, lack {share}</source>
        <translation>{status} · {n} personen, tekort {share}</translation>
    </message>
    <message>
        <source>met</source>
        <translation>voldoet</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>voldoet niet</translation>
    </message>
    <message>
        <source>Unknown: this GeoPackage has no rules of thumb. Make the map again.</source>
        <translation>Onbekend: dit GeoPackage heeft geen vuistregels. Maak de kaart opnieuw.</translation>
    </message>
    <message>
        <source>Proposal, without evidence: {name}</source>
        <translation>Voorstel, niet onderbouwd: {name}</translation>
    </message>
    <message>
        <source>not to be determined</source>
        <translation>niet te bepalen</translation>
    </message>
    <message>
        <source>Grey base map (PDOK, internet)</source>
        <translation>Grijze achtergrondkaart (PDOK, internet)</translation>
    </message>
    <message>
        <source>up to {n}</source>
        <translation>tot {n}</translation>
    </message>
    <message>
        <source>more than {n}</source>
        <translation>meer dan {n}</translation>
    </message>
    <message>
        <source>{n} m on foot</source>
        <translation>{n} m lopen</translation>
    </message>
    <message>
        <source>the walks that tie the rotondes together, and the links that are missing</source>
        <translation>de looproutes die de rotondes verbinden, en de schakels die ontbreken</translation>
    </message>
    <message>
        <source>Shows the potential for encounters, not measured contact</source>
        <translation>Toont ontmoetingspotentieel, geen gemeten contact</translation>
    </message>
    <message>
        <source>bridge, on which the network hangs</source>
        <translation>brug, waaraan het net hangt</translation>
    </message>
    <message>
        <source>bridges, on which the network hangs</source>
        <translation>bruggen, waaraan het net hangt</translation>
    </message>
    <message>
        <source>lines within walking distance</source>
        <translation>lijnen op loopafstand</translation>
    </message>
    <message>
        <source>missing links</source>
        <translation>ontbrekende schakels</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Sterkte</translation>
    </message>
    <message>
        <source>near, same reach, same organisations</source>
        <translation>nabij, zelfde bereik, zelfde organisaties</translation>
    </message>
    <message>
        <source>Bridging</source>
        <translation>Overbrugging</translation>
    </message>
    <message>
        <source>difference in public of both ends</source>
        <translation>verschil in publiek van beide einden</translation>
    </message>
    <message>
        <source>Nodes and bridges</source>
        <translation>Knopen en bruggen</translation>
    </message>
    <message>
        <source>near each other, but a detour on foot</source>
        <translation>dicht bij elkaar, maar lopend een omweg</translation>
    </message>
    <message>
        <source>within walking distance, but other publics and nothing shared</source>
        <translation>op loopafstand, maar ander publiek en niets gedeeld</translation>
    </message>
    <message>
        <source>would join or shorten the network most</source>
        <translation>zou het net het meest verbinden of verkorten</translation>
    </message>
    <message>
        <source>Drawn is the backbone: each rotonde is tied to its nearest neighbours (Gabriel graph); the other lines appear when zooming in. Missing links are straight: they say which places lack a walk, not where a path should run.</source>
        <translation>Getekend is de ruggengraat: elke rotonde is verbonden met haar naaste buren (Gabriel-graaf); de andere lijnen verschijnen bij inzoomen. Ontbrekende schakels zijn recht getekend: ze zeggen tussen welke plekken een looproute ontbreekt, niet waar een pad moet komen.</translation>
    </message>
    <message>
        <source>Letters and numbers on the map are those of the list; per kind the links from which most residents would gain.</source>
        <translation>Letters en nummers op de kaart zijn die van de lijst; per soort de schakels waarbij de meeste bewoners winnen.</translation>
    </message>
    <message>
        <source>Not measured in this run: {names}.</source>
        <translation>In deze berekening niet gemeten: {names}.</translation>
    </message>
    <message>
        <source>Map of connection</source>
        <translation>Verbondenheidskaart</translation>
    </message>
    <message>
        <source>Where groups of residents can meet, the walks that lead there, and how connected the neighbourhoods are</source>
        <translation>Waar groepen bewoners elkaar kunnen ontmoeten, de looproutes daarheen en de verbondenheid van de buurten</translation>
    </message>
    <message>
        <source>rotondes of connection</source>
        <translation>rotondes van verbinding</translation>
    </message>
    <message>
        <source>residents</source>
        <translation>inwoners</translation>
    </message>
    <message>
        <source>of the index model measured</source>
        <translation>van het indexmodel gemeten</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nee</translation>
    </message>
    <message>
        <source>Neighbourhood</source>
        <translation>Buurt</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Social</source>
        <translation>Sociaal</translation>
    </message>
    <message>
        <source>Spatial</source>
        <translation>Ruimtelijk</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Zekerheid</translation>
    </message>
    <message>
        <source>Residents</source>
        <translation>Inwoners</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation>Bezoekers</translation>
    </message>
    <message>
        <source>Indispensability</source>
        <translation>Onmisbaarheid</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Lijn</translation>
    </message>
    <message>
        <source>Place in the net</source>
        <translation>Plaats in het net</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Groep</translation>
    </message>
    <message>
        <source>Nearest place</source>
        <translation>Dichtstbijzijnde plek</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisatie</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Overig</translation>
    </message>
    <message>
        <source>From the input</source>
        <translation>Uit de invoer</translation>
    </message>
    <message>
        <source>The numbers on the map are those of the list of highest rotondes.</source>
        <translation>De nummers op de kaart verwijzen naar de lijst met de hoogste rotondes.</translation>
    </message>
    <message>
        <source>All class limits are fixed, so that maps of other years and places can be laid beside this one; only those of the walking flows follow the data.</source>
        <translation>Alle klassengrenzen liggen vast, zodat kaarten van andere jaren en plaatsen ernaast kunnen worden gelegd; alleen die van de loopstromen volgen de gegevens.</translation>
    </message>
    <message>
        <source>score 0–100</source>
        <translation>score 0–100</translation>
    </message>
    <message>
        <source>component of the social infrastructure</source>
        <translation>component van de sociale infrastructuur</translation>
    </message>
    <message>
        <source>visits over the street, expected by the model</source>
        <translation>bezoeken over de straat, verwacht door het model</translation>
    </message>
    <message>
        <source>Neighbourhood index</source>
        <translation>Buurtverbondenheid</translation>
    </message>
    <message>
        <source>connectedness, 0–100</source>
        <translation>index 0–100</translation>
    </message>
    <message>
        <source>score, with the range in which 90% of the draws lie</source>
        <translation>score, met het bereik waarin 90% van de trekkingen ligt</translation>
    </message>
    <message>
        <source>Highest rotondes</source>
        <translation>Hoogste rotondes</translation>
    </message>
    <message>
        <source>Neighbourhoods by index</source>
        <translation>Buurten naar index</translation>
    </message>
    <message>
        <source>rank, name and index; – is unknown</source>
        <translation>rang, naam en index; – is onbekend</translation>
    </message>
    <message>
        <source>Base map</source>
        <translation>Ondergrond</translation>
    </message>
    <message>
        <source>… {n} others</source>
        <translation>… nog {n} buurten</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Kaart</translation>
    </message>
    <message>
        <source>Project, PDF and PNG are ready</source>
        <translation>Project, PDF en PNG zijn klaar</translation>
    </message>
    <message>
        <source>The web page is ready: {size} MB</source>
        <translation>De webpagina is klaar: {size} MB</translation>
    </message>
    <message>
        <source>Skip to the content</source>
        <translation>Naar de inhoud</translation>
    </message>
    <message>
        <source>This page draws its map and tables with JavaScript. Switch it on to read the report; nothing is sent or fetched.</source>
        <translation>Deze pagina tekent kaart en tabellen met JavaScript. Zet dat aan om het rapport te lezen; er wordt niets verstuurd of opgehaald.</translation>
    </message>
    <message>
        <source>This report shows where residents could meet: expected by a model from facilities, walks and figures. It says nothing about who really meets whom. Use it to start the conversation with residents.</source>
        <translation>Dit rapport toont waar bewoners elkaar kunnen ontmoeten: een modelverwachting uit voorzieningen, looproutes en cijfers. Het zegt niets over wie elkaar werkelijk ontmoet. Gebruik het om het gesprek met bewoners te beginnen.</translation>
    </message>
    <message>
        <source>{date} · Verbondenheidskaart {version}</source>
        <translation>{date} · Verbondenheidskaart {version}</translation>
    </message>
    <message>
        <source>Parts of the report</source>
        <translation>Onderdelen van het rapport</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Verantwoording</translation>
    </message>
    <message>
        <source>Map of neighbourhoods and places; what can be chosen on it is also in the tables below</source>
        <translation>Kaart van buurten en plekken; wat erop te kiezen is, staat ook in de tabellen hieronder</translation>
    </message>
    <message>
        <source>Map. Arrow keys move it, plus and minus zoom, 0 shows everything. Use search or the tables to choose a place.</source>
        <translation>Kaart. Pijltjestoetsen schuiven, plus en min zoomen, 0 toont alles. Kies een plek via zoeken of de tabellen.</translation>
    </message>
    <message>
        <source>Choose a place or neighbourhood on the map for the explanation. Drag to move; zoom with the buttons, with two fingers, or with Ctrl and the wheel.</source>
        <translation>Kies een plek of buurt op de kaart voor de uitleg. Sleep om te schuiven; zoom met de knoppen, met twee vingers, of met Ctrl en het muiswiel.</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Inzoomen</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Uitzoomen</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles tonen</translation>
    </message>
    <message>
        <source>Search neighbourhood or rotonde</source>
        <translation>Zoek buurt of rotonde</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>{n} gevonden</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Niets gevonden</translation>
    </message>
    <message>
        <source>Colour of the neighbourhoods</source>
        <translation>Kleur van de buurten</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Toon op de kaart</translation>
    </message>
    <message>
        <source>No colour</source>
        <translation>Geen kleur</translation>
    </message>
    <message>
        <source>Layers and legend</source>
        <translation>Lagen en legenda</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legenda</translation>
    </message>
    <message>
        <source>Index, 0–100</source>
        <translation>Index, 0–100</translation>
    </message>
    <message>
        <source>Stagnation per group, 0–100</source>
        <translation>Stagnatie per groep, 0–100</translation>
    </message>
    <message>
        <source>the backbone; colour: bridging</source>
        <translation>de ruggengraat; kleur: overbrugging</translation>
    </message>
    <message>
        <source>{a} – {b}</source>
        <translation>{a} – {b}</translation>
    </message>
    <message>
        <source>more than {a}</source>
        <translation>meer dan {a}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Geen</translation>
    </message>
    <message>
        <source>the {n} with the highest rank of each kind</source>
        <translation>de {n} met de hoogste rang per soort</translation>
    </message>
    <message>
        <source>Back to the overview</source>
        <translation>Terug naar het overzicht</translation>
    </message>
    <message>
        <source>At a glance</source>
        <translation>In één oogopslag</translation>
    </message>
    <message>
        <source>Where groups stagnate</source>
        <translation>Waar groepen stagneren</translation>
    </message>
    <message>
        <source>In no neighbourhood a group is surely far from places to meet.</source>
        <translation>In geen buurt zit een groep met zekerheid ver van plekken om te ontmoeten.</translation>
    </message>
    <message>
        <source>Rotonde</source>
        <translation>Rotonde</translation>
    </message>
    <message>
        <source>Line of connection</source>
        <translation>Verbindingslijn</translation>
    </message>
    <message>
        <source>Missing link</source>
        <translation>Ontbrekende schakel</translation>
    </message>
    <message>
        <source>of 100</source>
        <translation>van 100</translation>
    </message>
    <message>
        <source>Rank {rank} of {count}; 90% of the draws lie between {low} and {high}</source>
        <translation>Rang {rank} van {count}; 90% van de trekkingen ligt tussen {low} en {high}</translation>
    </message>
    <message>
        <source>Not ranked</source>
        <translation>Zonder rang</translation>
    </message>
    <message>
        <source>What is unknown here could bring the index anywhere between {low} and {high}.</source>
        <translation>Wat hier onbekend is, kan de index overal tussen {low} en {high} brengen.</translation>
    </message>
    <message>
        <source>Score as a tree</source>
        <translation>De score als boom</translation>
    </message>
    <message>
        <source>Bar: combined score. Square: registered figures (objective). Circle: perception (subjective). Coverage: share of the indicators that is known here.</source>
        <translation>Balk: gecombineerde score. Vierkant: geregistreerde cijfers (objectief). Rondje: beleving (subjectief). Dekking: deel van de indicatoren dat hier bekend is.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Onderdeel</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Objectief</translation>
    </message>
    <message>
        <source>Subjective</source>
        <translation>Subjectief</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Dekking</translation>
    </message>
    <message>
        <source>Why this score</source>
        <translation>Waarom deze score</translation>
    </message>
    <message>
        <source>Indicators ({n})</source>
        <translation>Indicatoren ({n})</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>Indicator</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Waarde</translation>
    </message>
    <message>
        <source>weight {share}</source>
        <translation>gewicht {share}</translation>
    </message>
    <message>
        <source>Difference from the median</source>
        <translation>Verschil met de mediaan</translation>
    </message>
    <message>
        <source>uncertain: fewer than 30 respondents</source>
        <translation>onzeker: minder dan 30 respondenten</translation>
    </message>
    <message>
        <source>borrowed from a higher level</source>
        <translation>geleend van een hoger niveau</translation>
    </message>
    <message>
        <source>subjective</source>
        <translation>subjectief</translation>
    </message>
    <message>
        <source>Highest rotondes in this neighbourhood</source>
        <translation>Hoogste rotondes in deze buurt</translation>
    </message>
    <message>
        <source>No rotonde lies in it.</source>
        <translation>Er ligt geen rotonde in.</translation>
    </message>
    <message>
        <source>Stagnation per group</source>
        <translation>Stagnatie per groep</translation>
    </message>
    <message>
        <source>Lack</source>
        <translation>Tekort</translation>
    </message>
    <message>
        <source>{n} persons, lack {share}</source>
        <translation>{n} personen, tekort {share}</translation>
    </message>
    <message>
        <source>90% interval</source>
        <translation>90%-marge</translation>
    </message>
    <message>
        <source>90% of the draws: {low} – {high}</source>
        <translation>90% van de trekkingen: {low} – {high}</translation>
    </message>
    <message>
        <source>What makes up the score</source>
        <translation>Waaruit de score bestaat</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>Term</translation>
    </message>
    <message>
        <source>Indispensable: without this place {n} residents lose their last rotonde within reach.</source>
        <translation>Onmisbaar: zonder deze plek verliezen {n} inwoners hun laatste rotonde binnen bereik.</translation>
    </message>
    <message>
        <source>Expected visitors: {n} (by the model, not counted)</source>
        <translation>Verwachte bezoekers: {n} (door het model, niet geteld)</translation>
    </message>
    <message>
        <source>Residents in reach: {n}</source>
        <translation>Inwoners in bereik: {n}</translation>
    </message>
    <message>
        <source>{n} m</source>
        <translation>{n} m</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>Neighbourhoods compared</source>
        <translation>Buurten vergeleken</translation>
    </message>
    <message>
        <source>Bar: the index of each neighbourhood, 0 to 100. Thin line: how far the index could move if what is unknown were known. In grey: the ranks between which 90% of the draws lie. Choose a name for the explanation.</source>
        <translation>Balk: de index van elke buurt, van 0 tot 100. Dunne lijn: hoe ver de index nog kan schuiven door wat onbekend is. Grijs: de rangen waartussen 90% van de trekkingen ligt. Kies een naam voor de uitleg.</translation>
    </message>
    <message>
        <source>Sort by {column}</source>
        <translation>Sorteer op {column}</translation>
    </message>
    <message>
        <source>Show all {n} rows</source>
        <translation>Toon alle {n} rijen</translation>
    </message>
    <message>
        <source>Show fewer rows</source>
        <translation>Toon minder rijen</translation>
    </message>
    <message>
        <source>{shown} of {n} rows</source>
        <translation>{shown} van {n} rijen</translation>
    </message>
    <message>
        <source>Index of neighbourhood connectedness and its parts, 0–100</source>
        <translation>Index van de buurtverbondenheid en de onderdelen, 0–100</translation>
    </message>
    <message>
        <source>Places where groups of residents can meet, with their score, 0–100</source>
        <translation>Plekken waar groepen bewoners elkaar kunnen ontmoeten, met hun score, 0–100</translation>
    </message>
    <message>
        <source>Groups at risk of isolation, per neighbourhood. Lack: 0% for those who reach enough fitting rotondes on foot, 100% for those who reach none at all</source>
        <translation>Groepen die risico lopen op isolement, per buurt. Tekort: 0% voor wie te voet genoeg passende rotondes bereikt, 100% voor wie er geen enkele bereikt</translation>
    </message>
    <message>
        <source>Lines along the streets between rotondes, the strongest first</source>
        <translation>Lijnen langs de straten tussen rotondes, de sterkste eerst</translation>
    </message>
    <message>
        <source>Connections that residents would gain from</source>
        <translation>Verbindingen waar bewoners op vooruitgaan</translation>
    </message>
    <message>
        <source>Data sources</source>
        <translation>Gegevensbronnen</translation>
    </message>
    <message>
        <source>Precise settings</source>
        <translation>Precieze instellingen</translation>
    </message>
    <message>
        <source>Messages of the run</source>
        <translation>Meldingen van de run</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Onderwerp</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Melding</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Aantal</translation>
    </message>
    <message>
        <source>info</source>
        <translation>info</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>waarschuwing</translation>
    </message>
    <message>
        <source>Not measured in this run: {names}</source>
        <translation>Niet gemeten in deze run: {names}</translation>
    </message>
    <message>
        <source>Figures on groups that are too small are left out; they stand here as unknown, never as 0.</source>
        <translation>Cijfers over te kleine groepen zijn weggelaten; ze staan hier als onbekend, nooit als 0.</translation>
    </message>
    <message>
        <source>The map moves with Leaflet 1.9.4; its licence</source>
        <translation>De kaart beweegt met Leaflet 1.9.4; de licentie daarvan</translation>
    </message>
    <message>
        <source>licence: openstreetmap.org/copyright</source>
        <translation>licentie: openstreetmap.org/copyright</translation>
    </message>
    <message>
        <source>1 : {n} on {size}</source>
        <translation>1 : {n} op {size}</translation>
    </message>
    <message>
        <source>Figures and choices</source>
        <translation>Cijfers en keuzes</translation>
    </message>
    <message>
        <source>Files, with the date of each: {files}</source>
        <translation>Bestanden, met hun datum: {files}</translation>
    </message>
    <message>
        <source>Precisely: see the report and the table Provenance.</source>
        <translation>Precies: zie het rapport en de tabel Herkomst.</translation>
    </message>
    <message>
        <source>where groups are vulnerable to isolation and few fitting places to meet lie within walking distance</source>
        <translation>waar groepen kwetsbaar zijn voor isolement en weinig passende ontmoetingsplekken op loopafstand liggen</translation>
    </message>
    <message>
        <source>A high risk is not a judgement of residents</source>
        <translation>Hoog risico is geen oordeel over bewoners</translation>
    </message>
    <message>
        <source>No place of stagnation found; points of attention: {n}</source>
        <translation>Geen stagnatieplek gevonden; aandachtspunten: {n}</translation>
    </message>
    <message>
        <source>Insufficient data in all neighbourhoods</source>
        <translation>In alle buurten onvoldoende gegevens</translation>
    </message>
    <message>
        <source>Places: {places} · {n} of the {total} persons in the group live there</source>
        <translation>Plekken: {places} · daar wonen {n} van de {total} personen in de groep</translation>
    </message>
    <message>
        <source>stagnation {score}</source>
        <translation>stagnatie {score}</translation>
    </message>
    <message>
        <source>lack {share}%</source>
        <translation>tekort {share}%</translation>
    </message>
    <message>
        <source>number unknown</source>
        <translation>aantal onbekend</translation>
    </message>
    <message>
        <source>{n} persons</source>
        <translation>{n} personen</translation>
    </message>
    <message>
        <source>Point of attention.</source>
        <translation>Aandachtspunt.</translation>
    </message>
    <message>
        <source>and {n} more, in the layer of the project</source>
        <translation>en nog {n}, in de laag van het project</translation>
    </message>
    <message>
        <source>Stagnation is high where a group is vulnerable and lacks much: 100 × vulnerability (0–1) × lack (0–1). Lack: 0% for those who reach enough fitting rotondes on foot, 100% for those who reach none at all. A place of stagnation is high in nearly all draws or lies in a cluster; a point of attention is high but not certain. Areas without colour: neither.</source>
        <translation>Stagnatie is hoog waar een groep kwetsbaar is en veel tekortkomt: 100 × kwetsbaarheid (0–1) × tekort (0–1). Tekort: 0% voor wie te voet genoeg passende rotondes bereikt, 100% voor wie er geen enkele bereikt. Een stagnatieplek is hoog in bijna alle trekkingen of ligt in een cluster; een aandachtspunt is hoog, maar niet zeker. Gebieden zonder kleur: geen van beide.</translation>
    </message>
    <message>
        <source>stagnation, 0–100</source>
        <translation>stagnatie, 0–100</translation>
    </message>
    <message>
        <source>Persons × lack</source>
        <translation>Personen × tekort</translation>
    </message>
    <message>
        <source>area of the circle; 100 persons with 40% lack: 40</source>
        <translation>oppervlakte van de cirkel; 100 personen met 40% tekort: 40</translation>
    </message>
    <message>
        <source>How to read</source>
        <translation>Leeswijzer</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Onzeker</translation>
    </message>
    <message>
        <source>The map shows where conditions make isolation more likely, not who is lonely. Groups overlap: their numbers cannot be added up. Shows the potential for encounters, not measured contact.</source>
        <translation>De kaart toont waar omstandigheden isolement waarschijnlijker maken, niet wie eenzaam is. Groepen overlappen: hun aantallen zijn niet op te tellen. Toont de kans op ontmoeting, geen gemeten contact.</translation>
    </message>
    <message>
        <source>Also measured, in the layers of the project: {names}.</source>
        <translation>Ook gemeten, in de lagen van het project: {names}.</translation>
    </message>
    <message>
        <source>Score unknown</source>
        <translation>Score onbekend</translation>
    </message>
    <message>
        <source>Component of the social infrastructure</source>
        <translation>Component van de sociale infrastructuur</translation>
    </message>
    <message>
        <source>Physical facilities</source>
        <translation>Fysieke voorzieningen</translation>
    </message>
    <message>
        <source>Social networks and associations</source>
        <translation>Sociale netwerken en verenigingen</translation>
    </message>
    <message>
        <source>Digital platforms</source>
        <translation>Digitale platforms</translation>
    </message>
    <message>
        <source>Education</source>
        <translation>Onderwijs</translation>
    </message>
    <message>
        <source>Care</source>
        <translation>Zorg</translation>
    </message>
    <message>
        <source>Culture</source>
        <translation>Cultuur</translation>
    </message>
    <message>
        <source>Sports</source>
        <translation>Sport</translation>
    </message>
    <message>
        <source>Public space</source>
        <translation>Openbare ruimte</translation>
    </message>
    <message>
        <source>Numbers of the highest rotondes</source>
        <translation>Nummers van de hoogste rotondes</translation>
    </message>
    <message>
        <source>Names of high rotondes</source>
        <translation>Namen van hoge rotondes</translation>
    </message>
    <message>
        <source>Names of the other rotondes</source>
        <translation>Namen van de overige rotondes</translation>
    </message>
    <message>
        <source>Room for the symbols</source>
        <translation>Ruimte voor de tekens</translation>
    </message>
    <message>
        <source>Insufficient data</source>
        <translation>Onvoldoende gegevens</translation>
    </message>
    <message>
        <source>Few respondents (10–29)</source>
        <translation>Weinig respondenten (10–29)</translation>
    </message>
    <message>
        <source>Width of the rank interval, in % of the ranks</source>
        <translation>Breedte van de rangmarge, in % van de rangen</translation>
    </message>
    <message>
        <source>Less than 75% of the indicators</source>
        <translation>Minder dan 75% van de indicatoren</translation>
    </message>
    <message>
        <source>Ring: highest, disc: lowest score of 90% of the draws</source>
        <translation>Ring: hoogste, stip: laagste score van 90% van de trekkingen</translation>
    </message>
    <message>
        <source>Ranks with their interval</source>
        <translation>Rangen met hun marge</translation>
    </message>
    <message>
        <source>Farmland</source>
        <translation>Landbouw</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Water</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Groen</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>Bebouwing</translation>
    </message>
    <message>
        <source>Railway</source>
        <translation>Spoor</translation>
    </message>
    <message>
        <source>Watercourse</source>
        <translation>Waterloop</translation>
    </message>
    <message>
        <source>Road</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Indispensable</source>
        <translation>Onmisbaar</translation>
    </message>
    <message>
        <source>Articulation point</source>
        <translation>Snijpunt</translation>
    </message>
    <message>
        <source>Names of indispensable rotondes</source>
        <translation>Namen van onmisbare rotondes</translation>
    </message>
    <message>
        <source>Invisible bridge builder</source>
        <translation>Onzichtbare bruggenbouwer</translation>
    </message>
    <message>
        <source>Names of bridge builders</source>
        <translation>Namen van bruggenbouwers</translation>
    </message>
    <message>
        <source>Names of the others</source>
        <translation>Namen van de andere</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>Ruggengraat</translation>
    </message>
    <message>
        <source>Bridging unknown</source>
        <translation>Overbrugging onbekend</translation>
    </message>
    <message>
        <source>Other lines</source>
        <translation>Andere lijnen</translation>
    </message>
    <message>
        <source>Bridge</source>
        <translation>Brug</translation>
    </message>
    <message>
        <source>Physical</source>
        <translation>Fysiek</translation>
    </message>
    <message>
        <source>Structural</source>
        <translation>Structureel</translation>
    </message>
    <message>
        <source>Physical (others)</source>
        <translation>Fysiek (overige)</translation>
    </message>
    <message>
        <source>Social (others)</source>
        <translation>Sociaal (overige)</translation>
    </message>
    <message>
        <source>Structural (others)</source>
        <translation>Structureel (overige)</translation>
    </message>
    <message>
        <source>Tie within a group</source>
        <translation>Band binnen een groep</translation>
    </message>
    <message>
        <source>Tie between groups</source>
        <translation>Band tussen groepen</translation>
    </message>
    <message>
        <source>Neighbourhood boundaries</source>
        <translation>Buurtgrenzen</translation>
    </message>
    <message>
        <source>Place of stagnation</source>
        <translation>Stagnatieplek</translation>
    </message>
    <message>
        <source>Point of attention</source>
        <translation>Aandachtspunt</translation>
    </message>
    <message>
        <source>Names of places of stagnation</source>
        <translation>Namen van stagnatieplekken</translation>
    </message>
    <message>
        <source>Numbers of places of stagnation</source>
        <translation>Nummers van stagnatieplekken</translation>
    </message>
    <message>
        <source>Meeting places</source>
        <translation>Ontmoetingsplekken</translation>
    </message>
    <message>
        <source>Lines between rotondes</source>
        <translation>Lijnen tussen rotondes</translation>
    </message>
    <message>
        <source>Neighbourhoods and residents</source>
        <translation>Buurten en bewoners</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Neighbourhood connectedness (index)</source>
        <translation>Buurtverbondenheid (index)</translation>
    </message>
    <message>
        <source>Neighbourhood boundaries and names</source>
        <translation>Buurtgrenzen en -namen</translation>
    </message>
    <message>
        <source>Rotondes as nodes</source>
        <translation>Rotondes als knopen</translation>
    </message>
    <message>
        <source>How sure the ranks are</source>
        <translation>Hoe zeker de rangen zijn</translation>
    </message>
    <message>
        <source>How sure the rotonde scores are</source>
        <translation>Hoe zeker de rotondescores zijn</translation>
    </message>
    <message>
        <source>Highest of the groups</source>
        <translation>Hoogste van de groepen</translation>
    </message>
    <message>
        <source>One group</source>
        <translation>Eén groep</translation>
    </message>
    <message>
        <source>Water, green and buildings (over the index)</source>
        <translation>Water, groen en bebouwing (boven de index)</translation>
    </message>
    <message>
        <source>Water, green and buildings</source>
        <translation>Water, groen en bebouwing</translation>
    </message>
    <message>
        <source>suppressed</source>
        <translation>onderdrukt</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normaal</translation>
    </message>
    <message>
        <source>Enough data</source>
        <translation>Genoeg gegevens</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Make a Verbondenheidskaart…</source>
        <translation>Verbondenheidskaart maken…</translation>
    </message>
    <message>
        <source>Try the example city…</source>
        <translation>Voorbeeldstad proberen…</translation>
    </message>
    <message>
        <source>Make the map again from a GeoPackage…</source>
        <translation>Kaart opnieuw opmaken uit een GeoPackage…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Help</translation>
    </message>
</context>
</TS>
