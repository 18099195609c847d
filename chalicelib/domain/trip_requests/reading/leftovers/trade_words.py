"""English words for what people make, mend, grow, study and play, which is told beside a trip and never asked for: none
of a place to stay or to sit, of what one takes along on board, of people, or of what one travels by.

They count in small letters alone, for a name may be written alike, and not behind "with": what one takes along may be
much luggage.
"""

from functools import cache

from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import (
    all_decisive,
    negations,
    words_for_people,
)

# Works, mines, mills and what they make.
_MADE = """
acid alloy alloys aluminium aluminum amplifier anvil asphalt assembly axle ballast barrel barrels bearing bearings
bellows blade blades blast boiler boilers bolt bolts boring braces bracket brackets brake brakes brass brewery brick
bricks bronze burner cable cables calibration casing casings cask casks cast castings cement ceramics chassis chemical
chemicals chip chips chromium circuit circuits clamp clay coating coatings cog coil coils compressor compressors
concrete conductor conveyor copper cork cracks crane cranes crate crates crusher cylinder cylinders dam dams die dies
diesel dough drill drilling drills dye dyes dyke dynamo electrode electrodes elevator elevators enamel engine engines
epoxy excavator extruder fabric fabrics fan fans fiber fibers fibre fibres filter filters flange forge forging foundry
frame frames fuel furnace furnaces fuse fuses gasket gaskets gauge gauges gear gears generator generators girder
girders glaze glue grain grains gravel grinder gypsum hammer hinge hinges hull hulls hydraulics hydrogen ignition
ingot ingots ink inks insulation iron ironwork jig joints joist kiln kilns ladle lamp lamps laser lasers lathe lathes
leak leaks leather lens lenses lever lime lining lintel loom looms lubricant lubricants machinery magnet magnets
marble masonry mast masts metal metals meter mill mills mine mines mining mold molds molten mortar mould moulds nickel
nozzle nozzles nut nuts oil oven ovens panels pipe pipeline pipelines pipes piping piston pistons plaster plastic
plastics plating plumbing pole poles polymer porcelain pottery powder press pressing pulley pulp pump pumps quarries
quarry reactor reactors rebar refinery relay relays resin retrofit rig rigs rivet rivets robot robots rod rods roller
rollers rope ropes rotor rotors rubber rust saw sawmill scaffold scaffolding scrap screw screws seal seals seam seams
sensor sensors shaft shafts sheeting shell silo silos slab slabs slate sludge smelter solder solvent spindle spindles
spring springs stator steel stone stones stonework substation switchgear tank tanks tap tape tapes tar textile
textiles thermostat thread threads tile tiles timber tin tires toolbox tooling tools transformer transformers tubes
tubing tunnel tunnels turbine turbines tyre tyres valve valves varnish vat vats vault veneer vent vents vibration
voltage washer washers weaving weld welding welds wheel wheels winch winches wire wires wiring wrench yarn zinc
"""
# Fields, woods, waters, kitchens and what comes of them.
_GROWN = """
acorn agriculture apiary apple apples apricot asparagus bacon barley batch beans beef beehive beehives beekeeping bees
beet berries blossom blossoms botany bran breeding brewing broth bulb bulbs bushes butter cabbage cattle cellar cheese
cherries chestnut chocolate cider citrus clams cocoa cod compost coral corn cotton cow cows crab crabs cream crop
crops dairy deer drought eel eels eggs erosion fauna feed fermentation fern ferns fertiliser fertilizer fig figs flora
flour fodder fungi fungus goat goats grafting grape grapes grazing greenhouse hail hay hazel herbs herd herds herring
hive hives honey hops horticulture irrigation jam juice kelp ladybirds lamb lambs larvae lavender lemon lemons lentils
lettuce lichen livestock lobster lobsters logging maize malt manure maple meat melon milking moss moth moths mould
mushroom mushrooms mussels mustard nectar nest nests oak oats olive olives onion onions orchard orchards orchid
orchids oyster oysters pasta peach peaches pear pears peat pest pesticide pesticides pests pine plankton plough plum
plums pollen pollination potatoes poultry pruning pumpkin rapeseed reeds reef reindeer rice root roots roses rye
saffron salmon salmons salt sap sawdust seed seedlings seeds sheep shellfish shrimp silage silk slaughter snails soil
soils soy spice spices sprouts squid stables stallion straw strawberries sugar sunflower tasting tastings tea thistle
tomatoes trout truffle truffles tuna turnip vanilla veal vine vines vineyard vineyards vintage walnut weed weeds whale
whales wheat wool yeast yoghurt yogurt
"""
# Sciences, medicine, law and letters.
_STUDIED = """
aid algae algorithm algorithms amber anatomy antenna antennas appeal archaeology archive archives asbestos asteroid
astronomy atlas atoms bacteria basalt batteries battery bibliography biochemistry biology biopsy bone bones borehole
boreholes boundary broadcast broadcasts bronchitis carbon cartilage cell census chemistry chronicle civics climate
clinic clinics clock clocks code codes codex comet cornea corrosion crystal crystals cyber dashboard dentistry
dialysis diffraction diploma diplomas dna drainage earthquake earthquakes eclipse ecology encryption enzyme enzymes
epidemiology estate estates excavation excavations experiment experiments exposure fingerprint fossil fossils fracture
fractures gene genes genetics geology geometry glacier glaciers glossary grammar graphene gravity groundwater hazard
hazards histology humidity icebergs implant implants inheritance inquest isotope isotopes kidney kidneys lawsuit lease
leases ledgers lichens litigation magma manuscript manuscripts mathematics maths measurement measurements membrane
memoir meteor meteors microscope microscopes mineral minerals mortgage mould neuron neurons nuclear observatory optics
orbit ore ores organ organs oxygenation parasite parasites patents pathology payload permafrost pharmacy philosophy
phonetics physics physiology plague plasma plates poetry pollution prosthesis prosthetics protein proteins psychology
radar radiation radiology rash refuge restoration satellite satellites scanner scanners sculpture sediment sediments
seismology semantics serum simulator simulators skeleton skeletons sonar species spectrometer spectrum statute
steering stethoscope stratigraphy subpoena surgical tectonics telescope telescopes tendon thesis tissue tornado
toxicology transplant transplants trench trenches tumor tumors tumour tumours ultrasound vaccination vaccine vaccines
valuation verdict virology virus viruses volcano volcanoes warrant welfare x-ray x-rays
"""
# Stages, studios, pitches and workshops of artists.
_PLAYED = """
acoustics animation anthem arena aria armour baking ballet band banner banners baroque baton belfry bell bells binding
bow boxing brush brushes canvas carnival carpentry carving casting catalogue chalk chess chisel choirbook choral
choreography circus clay comedy comic concert concerts contest costume costumes cricket curling curtain curtains dance
dancing decor derby dialect drama drawing dressage embroidery engraving fencing fireworks fixture flag flags footage
fresco frescoes furniture galleries gallery gilding glassware gown gowns graffiti guild gymnastics handball hockey
jazz judo karate knitting lace league lighting lines lyrics magazine marathon mask masks mic microphone microphones
mics mosaic mosaics mural murals musical needlework netball novel novels opera operas orchestra paintbrush paintings
parade pedal percussion petanque photo photos pigment pigments playoff playoffs podcast polo portrait portraits print
prints prop props puzzle quilt quilts quiz radio recital recording recordings referee regatta rehearsal rehearsals
remake replay rhythm riding rink rodeo rowing rugby sailing scenery screening screenplay script scripts sculptures
sequel sewing shooting skating snooker sonata songbook soprano soundcheck soundtrack statue statues stitch stitching
strings studio studios sumo tailoring tapestries tapestry tattoo tattoos tennis theater theatre tiles tournament
tournaments trophy tuner tuning typeface typesetting umpire uniforms verse volleyball waltz wicket woodwind woodwork
wrestling
"""
# Offices, shops and whatever else is told of.
_MENTIONED = """
abbey ads advert adverts allotment amendment angle antique antiques array arrears auction auctions audit audits badge
badges bakery barcode barcodes bargain bazaar blueprint blueprints bonus bookkeeping booth booths borough boutique
bridge bridges brochures bulletin bylaws cabling canteen carton cartons ceiling charity checklist checklists clip coat
coin coins comb confetti cooperative cosmetics counter coupon coupons courier crash crown crowns curb daycare debris
debt debts depot depots detergent donation donations doorbell drawer duct dump dust earnings electricity envelope
envelopes escalator escalators exports facade façade fibs flood flooding floods fog fraud freight fumes gasoline
gazette gown grant grants graveyard handbook hoarding homework hosiery imports inbox inventory jewel jewellery jewelry
kiosk kiosks label labels landfill leaflet ledger lil litter loan loans lock locks logo logos lottery loyalty mayhem
merchandise mirror mirrors monastery mop mug mugs needle needles newsletter newspaper newspapers obituary odds
ombudsman outage outages paintwork parcels payslip peel perfume petition petitions pin pins pledge postbox poster
posters prom protest protests puddle queue queues ration receipts recipe recipes recycling reel refit relic relics
relief rent ribbon riots roster rubbish ruins rumour rush sanitation sauce scarf sewage sewer sewers shelf shelves
shredder shrine siege siren sirens smoke soap souvenir spill stall stalls stamp stamps stapler stationery stocktake
storage strap straps strikes subsidy surplus swab syllabus tannery temple temples token tokens tomb tombs tooth
toothpaste toy toys trademark trash treaties treaty tribute typo upholstery utility vacancy vacuum vandalism vinyl
wage wages wallpaper warranty waste web website websites whistle widget widgets wig wigs wreck wreckage yield yields
"""
# Of three letters, which are no codes.
_SHORT = """
act ads age aim air amp arc art ash axe bib bin bow bud cam cod cog cop cow cub cue dam dim dip dot dub duo dye ear
ego elf elk elm fee fig fin fir fog fox fry gag gap gas gel gem gin gum gut ham hay hen hip hop hue hum hut ice ink
ion jam jar jaw jig kin kit lab lad lag lap law led lip log mic mop mud mug nap nod nut oak oar oat oil ore owl pad
pan pat paw pay pea peg pen pep pig pin ply pod pot pun rag ram rat raw ref rib rig rim rod rot rub rug rum rye sap
sew shy sly soy spy sue tab tag tan tap tar tea tip toe ton tug urn vat vet vow wax web wig wit wok yak zen zoo
"""


@cache
def trade_words() -> frozenset[str]:
    """Return these words; what tells of a trip in another sense is none of them."""
    words = " ".join((_MADE, _GROWN, _STUDIED, _PLAYED, _MENTIONED, _SHORT)).split()
    return frozenset(words) - all_decisive() - negations() - words_for_people()


def is_of_trade(word: str) -> bool:
    """Return whether a word in small letters is one of these, by itself or in each part of it."""
    return word.islower() and all(part in trade_words() for part in word.removesuffix("'s").split("-"))
