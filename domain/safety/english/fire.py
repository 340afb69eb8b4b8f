"""English: fire, heat, smells, fuel, high voltage, and what the car itself says."""

CONCEPTS: dict[str, str] = {
    "fire": r"""
        (?:car|it|engine|battery|vehicle)_(?:is_)?burn(?=_[|,])|fire_(?:brigade|department
        |engine|truck)_(?:is|are|was)_(?:at|here|near|outside)|on_fire(?!_sale)|(?:caught|catch
        |catches|catching|caugt)_(?:on_)?fire|fire_(?:under|in|inside|from|at|coming|broke
        |started|out_of|on|below|behind|near|is|spreading|next)|(?:engine|car|battery|electrical
        |vehicle|garage|a|small|big|open|real|huge|see|seeing|there_is|theres
        |have)_fire(?!_(?:extinguisher|drill|brigade|department|insurance|truck|safety|alarm
        |risk|damage|exting\w*|station|hazard|sale|wall|blanket|fighters?|red|service|policy
        |cover\w*))|(?:orange|red|bright|yellow|reddish)_(?:light|glow\w*
        |flicker\w*)_(?:\w+_)?(?:under|below|beneath|inside|in|underneath|from)|glow_(?:under
        |from|below)|is_(?:that|it|this)_(?:on_)?fire|flash(?:es|ed)?_(?:of_\w+_)?(?:under|from
        |in)_(?:the|my)|in_flames|flames|flame(?=_(?:under|in|from|coming|out|at))|ablaze
        |burst_into|burning_down|burns_down|burnt_down|burnt_out|burned_out|went_up_in
        |(?:{caren})_(?:is_|was_|are_|were_|keeps_|started_|began_)*burn(?:s|ing)(?!_(?:too
        |a_lot|oil|more|less|petrol|fuel|gas|smell\w*|hot|rubber|plastic|wire))|(?:its|something
        |stuff|everything|thing|engine|battery|dashboard|hood|garage|inside|wires?|wiring|wheel
        |seat|charger|exhaust|cable|tyre|underneath)_(?:is_|are_|was_|just_|started_|still_|on_
        |next_to_me_)*burning(?!_(?:too|oil|question))|burning_(?:car|vehicle|under|inside|now)
        |ignit(?:ed|ing)|fire_fire|(?:omg|help|god|quick|pls|please)_fire|(?:make|makes
        |made)_fire|is_burning
    """,
    "caren": r"""
        car|vehicle|auto|suv|ev|truck|van|taxi|sedan|tesla
    """,
    "exploded": r"""
        thermal_runaway|boom|(?<!airbag_)(?<!airbag_just_)(?<!tyre_)(?<!tyre_just_)(?<!roof_)
        (?<!sunroof_)(?<!windscreen_)(?<!window_)(?<!glass_)(?<!bag_)explod(?:ed|ing|es)
        |explosion|blew_up(?!_(?:sales|the_price))|blown_up|detonat\w*|gone_off_like_a_bomb
        |bang(?=_.*(?:smoke|fire|now|under|airbag|hiss|smell|burn))
    """,
    "smoke": r"""
        (?<!no_)(?<!not_)(?<!isnt_)(?<!without_)(?<!any_)(?<!dont_)(?<!owner_)
        (?<!non_)(?<!we_)(?<!i_)(?<!they_)(?<!you_)(?<!who_)(?<!can_)smoke(?!_(?:alarm|detector
        |grey|gray|free|break|glass|colour|color|effect|test|tint|package|machine|tail|silver
        |shop|smell_removal|odou?r_removal))(?=_(?:\w+_){0,3}{smokeshape})
        |{smokeshape}_(?:\w+_){0,3}(?<!no_)(?<!not_)(?<!isnt_)(?<!without_)
        (?<!any_)(?<!dont_)(?<!owner_)(?<!non_)smoke(?!_(?:alarm|detector|grey|gray|free|break
        |glass|colour|color|effect|test|tint|package|machine|tail|silver|shop|smell_removal))
        |smoke(?=_\|_$)|(?<=_[|,]_)smoke|smoulder\w*|smolder\w*|(?:white|black|grey|blue
        |thick)_(?:\w+_)?(?:vapou?r|clouds?|haze)|steam_(?:everywhere|pouring|from|coming
        |billow\w*|rising|out)|steaming(?=_(?:from|hot|under|out|hood|engine|\|))|fumes_(?:from
        |coming|in|inside|filling|everywhere|under)
    """,
    "smokeshape": r"""
        black|white|grey|gray|blue|thick|heavy|dense|lots?|bit|little|full|everywhere|from|out
        |coming|comes|came|pour\w*|ris\w*|billow\w*|fill\w*|inside|under|underneath|through
        |behind|my_car|car|cabin|there_is|theres|there|is|starts?|started|starting|seeing|see
        |appears?|appeared|hood|engine|dash|wheel|vents?|more_and_more|getting|now|its|i|so_much
        |big|huge|wtf|help|and|battery|when|after|bad|still|then|just|some
    """,
    "bad_smell": r"""
        (?:smell\w*|smelt|smel|stink\w*|stank|reek\w*|odou?r|whiff|stench|scent
        |fumes?)_(?:\w+_){0,3}(?:burn\w*|scorch\w*|singe\w*|melt\w*|smoke|electrical
        |electric_fire|hot_(?:plastic|rubber|metal|oil|wires?)|charred|rotten_eggs?|rotten_egg
        |sulphur\w*|sulfur\w*|chemical\w*|acrid|sweet_chemical|plastic|wires?|acid|solvent
        |glue_burning|fire|toxic|ozone|hot)|(?:burn\w*|burnt|scorch\w*|melt\w*|electrical|smoky
        |acrid|chemical|charred|singed|rotten_egg|sulphur\w*|toxic|sweet_chemical|hot_plastic
        |burning_\w+|burnt_\w+|smoke|fishy|strange_hot|acidic)_(?:plastic_|rubber_|wire_|wires_
        |oil_|hair_|electrical_|metal_|eggs?_)?(?:smell\w*|stink\w*|odou?r|stench|scent|fumes)
        |smell_(?:the_)?(?:burning|burnt|smoke|something_burning)|carbon_monoxide|co_(?:alarm
        |detector|monitor)|exhaust_(?:fumes|gas|gases)_(?:\w+_){0,3}(?:in|inside|into|cabin
        |coming)|(?:fumes|exhaust)_(?:\w+_){0,3}(?:in|inside|into)_(?:the_|my_)?(?:cabin|car)
        |(?:burning|scorching)_(?:up_)?(?:plastic|rubber|wires?|hair|oil|insulation|cable|smell)
    """,
    "hot": r"""
        red_hot|burning_hot|scorch\w*|scalding|boiling|overheat\w*|glow\w*|too_hot
        |hot_to_(?:the_)?touch|(?:very|super|really|extremely|so|crazy|insanely|burning|getting
        |gets|is|and|going|its|still|terribly|piping|baking|dangerously|increasingly
        |really_really|feels)_hot|hotter|burning_up|sizzl\w*|charred|smoulder\w*|smolder\w*
        |on_fire|burnt|blister\w*|burning|melt\w*|smoking
    """,
    "glowing": r"""
        glow(?:s|ing)?(?!_(?:review|feedback|logo|badge|emblem))|red_hot
    """,
    "melting": r"""
        melt(?:s|ed|ing)?|charr\w+|scorched|(?:turned|went|gone|is|all|goes)_black|burnt|burned
        |burning|burns|bulging|swollen|swell\w*|bloated|deformed|warped|fried|toasted|singed
        |smoke|overheat\w*|caught|exploded|glow\w*|on_fire
    """,
    "wiring": r"""
        wires?|wiring|cable|cables|fuse|fuse_?box|dashboard|dash|socket|plug|usb|connector
        |charger|adapter|outlet|harness|relay|charging_\w+|wallbox|seat_heater|phone|power_?bank
        |handle|insulation|gun|seat
    """,
    "sparks": r"""
        arc(?:ed|s)|(?<!no_)spark(?:s|ing)(?!_plugs?)|sparked|arcing|short_?circuit\w*
        |blue_flash|electric_arc|crackl\w+|lightning_inside
    """,
    "hiss": r"""
        popcorn|cracking|hiss\w*|sizzl\w*|crackl\w*|ticking|popping|fizz\w*|gurgl\w*
        |whistling_from|buzzing_loudly|pops|bubbling|clicking
    """,
    "under": r"""
        battery|pack|under|underneath|floor|below|bottom|charg\w*|engine|hood|plug|boot|trunk
        |cells?|smell|white|vapou?r
    """,
    "struck_below": r"""
        (?:hit|ran_over|drove_over|went_over|scraped|struck|bottomed)_(?:\w+_){0,4}(?:rock
        |concrete|debris|block|stone|kerb|curb|something|bollard|pothole|speed_bump|brick|metal
        |manhole|boulder)
    """,
    "battery": r"""
        floor_(?:under|pan|panel)|under_my_(?:feet|seat)|battery|batteries|battery_pack|pack
        |hv_battery|cells?|batt
    """,
    "battery_bad": r"""
        burst\w*|bang(?!_for)|popcorn|smell\w*|stink\w*|odou?r|cracked|swollen|swell\w*|bulg\w*
        |bloated|leak\w*|hiss\w*|smok\w*|smoke|overheat\w*|critical|crackl\w*|popping|ticking
        |glow\w*|red_hot|punctured|pierced|cracked_open|burn\w*|boil\w*|venting|very_hot
        |getting_hot|too_hot|so_hot|hot_to|(?:is|really|super|extremely|and|burning)_hot|rotten
        |explod\w*|thermal|runaway|deform\w*|dent\w*_deep|steam\w*|vapou?r|(?:[6-9]\d
        |1\d\d)(?:_degrees|_celsius|c)?(?=_.*(?:ris\w*|climb\w*|up|pop\w*|hiss\w*|warn\w*
        |degrees|help|high|hot))
    """,
    "charger": r"""
        connector|(?<!wireless_)(?<!phone_)charger|charging_(?:port|plug|cable|socket|station
        |gun|point|pile|cord|box|connector)|charge_(?:port|cable|plug)|wallbox|wall_box|charging
        |plug|plugged_in|charge|wall_socket|wall_outlet|outlet|extension_(?:lead|cord)
    """,
    "body_of_car": r"""
        hood|engine|engine_bay|motor|dash|dashboard|cabin|vents?|air_vents?|wheels?|tyres?|boot
        |trunk|exhaust|seats?|usb|fuse_?box|console|radio|speakers?|screen|roof|backseat|rear
        |front|bottom|gearbox|transmission|aircon|a_c|ac|dashcam|power_?bank|carpet|glovebox
        |doors?|inverter|turbo|radiator|car|vehicle|garage|undercarriage|underside|underneath
        |wires?|wiring|cables?|floor|steering_column|seat_heat\w*|brakes?|battery|plug|socket
        |charger|charging_port|it|mirror|headlight|belt|bumper|heater|fuse|interior|inside|phone
        |steering_wheel|pack|charging_cable|wallbox|outside
    """,
    "fuel": r"""
        fuel(?!_(?:consumption|economy|gauge|cap|door|flap|card|type|price|filter|additive|lid
        |grade|range|station))|petrol(?!_(?:station|price|cars?|engine|version|model|or))
        |gas(?!_(?:pedal|station|prices?|strut|mileage|card|or|cars?))|diesel(?!_(?:or|engine
        |version|car))|petrolium|lpg|cng
    """,
    "smell": r"""
        smell\w*|stink\w*|reek\w*
    """,
    "fuel_smell": r"""
        (?:smell\w*|smelt|smel|stink\w*|reek\w*|odou?r|whiff|stench|fumes)_(?:\w+_){0,4}(?:fuel
        |petrol|gas|diesel|petroleum)(?!_(?:station|cars?|price))|(?:fuel|petrol|gas
        |diesel)_(?:\w+_){0,2}(?:smell\w*|stink\w*|odou?r|fumes|vapou?rs?|stench|reek\w*)
    """,
    "leaking": r"""
        (?<!oil_)(?<!water_)leak\w*|drip\w*|pour\w*|gush\w*|spray\w*|spill\w*|squirt\w*|puddle
        |pool_of|trail_of|coming_out|flowing|(?:losing|loses|lost)_(?:\w+_)?(?:fluid|fuel|petrol
        |gas|pressure)|seep\w*|trickl\w*|dribbl\w*|wet_patch|all_over|stream\w*|on_the_ground
        |on_the_(?:garage_)?floor|inside_of_the_wheel|under_(?:my|the)_car|running_(?:out|down)
        |burst|oil_on|wet_under|everywhere|split|cut|ruptured|torn|keeps?_running
    """,
    "shocked": r"""
        shocked_by_(?:the_|my_|a_|an_)?(?:charg\w*|cable|plug|car|door|wires?|socket|connector)
        |(?:fingers?|hands?|arms?)_(?:\w+_)?tingl\w*|electric_shock|electrocut\w*|(?:got|was
        |were|been|gets?|getting|me|him|her|im|is|just)_(?:\w+_)?(?:zapped|shocked)(?!_(?:by|at
        |to|about)_(?:the_|your_|this_|how_|that_)?(?:price|bill|cost|service|quote|offer|news
        |how|see|hear|rude\w*|quality|poor|bad))|zapped|(?:got|gave|gives?|getting|feel|felt
        |giving|receiv\w*|a|big|huge|nasty|strong|small|bad)_(?:me_|him_|her_|us_|a_|an_
        |my_\w+_)*(?:shock|jolt|zap|shocks)(?=_(?:from|when|by|while|off|through|and|[|,]|after
        |at|on|touching|in|of))(?!_(?:absorb\w*|at_the_price|when_i_saw))|tingl\w+_(?:when|in_my
        |through)|live_(?:current|electricity)|current_(?:went_)?through|(?:charger|plug|port
        |cable|car|door|handle|body|socket)_(?:\w+_){0,2}(?:shocked|zapped|shocks|electrif\w*)
    """,
    "cable": r"""
        orange_(?:cables?|wires?|lines?|cords?|thing)|hv_(?:cables?|wires?)
        |high_voltage_(?:cables?|wires?|lines?)|live_wires?|bare_wires?|exposed_wires?
    """,
    "high_voltage": r"""
        high_?voltage|hv|electrical_system|isolation|insulation|electric_drive|drive_system
        |traction_battery|powertrain|propulsion|battery_system|electric_system
    """,
    "alarm": r"""
        danger\w*|warning|fault|failure|error|alarm|malfunction|do_not_touch|dont_touch|alert
        |red|critical|message|leak|says|emergency|defect
    """,
    "stop_now": r"""
        (?:do_not|dont)_approach|keep_clear|get_(?:everyone|everybody|all|us|people
        |passengers)_out|stop_(?:the_)?(?:car_|vehicle_|safely_|driving_)?(?:immediately|safely
        |now|at_once|right_away|asap)|(?:safely|immediately)_stop|stop_(?:the_)?vehicle
        |stop_driving|pull_over|leave_(?:the_)?(?:car|vehicle)|exit_(?:the_)?(?:car|vehicle)
        |get_out_of_(?:the_)?(?:car|vehicle)|evacuate|park_(?:the_car_)?(?:safely|immediately)
        |do_not_(?:touch|drive|continue)|dont_(?:touch|drive|continue)
        |switch_off_(?:the_)?(?:engine|vehicle|ignition)|stop_and_(?:leave|exit|get_out)
        |move_away|keep_(?:away|clear)|stop_car|stop_safe
    """,
    "display": r"""
        sign|symbol|dash\w*|screen|message|says|display\w*|warning|red|alert|cluster|saying
        |shows?|showing|reads|popped_up|light|app|tells?|told|telling|flash\w*|said|beep\w*
        |alarm|notification|instrument|keeps
    """,
}
