"""English: where a car is and whether it moves: roads, rails, water."""

CONCEPTS: dict[str, str] = {
    "moving": r"""
        pull(?:ed)?_over|(?:im|were|am|are|i_am|still|was|currently|while|we_are|keep|been|is
        |hes|shes|just|when)_driving|driving_now|doing_\d+|(?:at|going|about|around
        |over)_\d{2,3}_?(?:kmh|kph|mph|km|k|miles)?|going_downhill|downhill|in_(?:heavy_|busy_
        |moving_)?traffic|on_the_way|in_motion|while_moving|at_speed|mid_?drive|at_the_wheel
        |\d{2,3}_?(?:kmh|kph|mph)|overtaking|coming_down|going_down|down_(?:a|the|this)_(?:hill
        |mountain|slope|ramp|pass)|merging|full_speed|high_speed|top_speed|driving_(?:home|along
        |through|at|in|on|and|down|up|fast|with|when)|coasting|behind_me|right_now|(?:on|in
        |middle_of|onto|off|along|entering|leaving|under|inside|crossing|exit)_(?:the_|a_|an_
        |my_|this_|busy_|middle_of_)*(?:{road})
    """,
    "at_speed": r"""
        doing_\d+|(?:at|going)_(?:[89]\d|1\d\d)(?!_percent)|at_speed|while_driving|coasting
        |overtaking|downhill|mid_?drive|\d{2,3}_?(?:kmh|kph|mph)|behind_me|full_speed
        |still_driving
    """,
    "road": r"""
        highway|ring_road|bypass|fast_lane|middle_lane|left_lane|right_lane|outer_lane
        |inner_lane|slow_lane|overtaking_lane|passing_lane|live_lane|{lanemiddle}|intersection
        |tunnel|bridge|overpass|flyover|underpass|hard_shoulder|shoulder|roundabout|toll_road
        |slip_road|off_ramp|ramp|hill|blind_(?:bend|curve|corner)|carriageway|dual_carriageway
        |crossroads?|viaduct|elevated(?:_road)?|[amgs]-?\d{1,4}|mountain_(?:road|pass)|bend
        |curve|junction|main_road|busy_road|traffic|lanes|road|street|country_road|corner
        |dark_road|crest|exit_ramp|emergency_lane|expway|expwy|causeway|traffic_lane|lane
    """,
    "live_road": r"""
        country_road|top_of_(?:a|the)_hill|nobody_can_see_(?:us|me)|behind_a_(?:bend|curve|hill)
        |highway|ring_road|fast_lane|middle_lane|left_lane|right_lane|outer_lane|inner_lane
        |overtaking_lane|passing_lane|live_lane|{lanemiddle}|across_(?:two|three|the|both|all|2
        |3)_(?:lanes?|road)|intersection|tunnel|bridge|overpass|flyover|underpass|hard_shoulder
        |shoulder|roundabout|toll_road|slip_road|off_ramp|on_ramp|blind_(?:bend|curve|corner
        |spot)|carriageway|dual_carriageway|crossroads?|viaduct|elevated_road|elevated_highway
        |[amgs]-?\d{1,4}|on_the_(?:bend|curve)|in_(?:a|the)_(?:bend|curve)|junction|busy_road
        |main_road|second_lane|third_lane|lane_\d|crest|emergency_lane|causeway|road_?works
        |construction_zone|second_lane|third_lane|trucks?_(?:\w+_)?(?:flying|passing|behind
        |racing|rushing|everywhere|coming|honking|speeding|whizzing)|cars_(?:\w+_)?(?:flying
        |passing|racing|rushing|whizzing|honking|speeding|swerving|dodging|coming)
        |traffic_(?:\w+_)?(?:flying|passing|rushing|behind|coming|swerving|around)
        |middle_of_traffic|rush_?hour|no_shoulder|mountain_road
    """,
    "lanemiddle": r"""
        middle_of_(?:the_|a_)?(?:road|street|intersection|junction|highway|roundabout|lane
        |traffic|crossroads?|nowhere|bridge|lanes)
    """,
    "stopped": r"""
        wont_roll|dead_car|no_gear|into_gear|stuck|stranded|stopped(?!_(?:squeak\w*|working))
        |stalled|stalls|stall|broke_down|broken_down|breakdown|breaking_down|died|dead|dies
        |dying|engine_off|cut_out|cuts_out|shut_(?:down|off|itself)|shuts_(?:down|off)
        |shutting_down|switched_off|turned_off|wont_(?:move|start|restart|go|drive|budge|turn_on
        |come_on|power|shift)|cant_(?:move|start|go|drive|restart|get_(?:off|to|it|the_car
        |out_of)|pull_over|reach)|isnt_moving|dont_(?:move|start|go|drive|work)|not_moving
        |no_power|(?:lost|losing|loses|lose|loss_of)_(?:\w+_)?(?:power|drive|propulsion)
        |zero_power|without_power|conked_out|gave_up|gave_out|quit|blocked|frozen|stationary
        |immobil\w+|blocking|trapped|coasting|came_to_a_(?:halt|stop|standstill)|no_drive
        |limp_mode|turtle_mode|reduced_power|crapped_out|car_is_down|ran_out_of|out_of_(?:charge
        |fuel|gas|petrol|battery|juice)|empty_battery|flat_battery
    """,
    "rails": r"""
        railway|rail_?way(?!_station)|railroad|train_tracks?|tracks|rails|(?:level|train|rail
        |railroad|railway|grade)_?crossing|tram_(?:tracks?|line|rails)|train_line
        |crossing_gates?|train_(?:is_)?(?:coming|approaching)|crossing_barriers?
        |barriers?_(?:are_|is_)?(?:coming|going|closing)_down|crossing
    """,
    "rails_now": r"""
        (?:gates?|barriers?)_(?:came|come|are|is|coming|closing|going)_(?:coming_)?(?:down
        |closing)|(?:train|tram)_(?:is_)?(?:coming|approaching|comes)(?!_soon)
    """,
    "in_water": r"""
        ice_(?:broke|cracked|gave_way)|water_(?:is_|keeps_|level_|level_is_)*(?:rising
        |pouring_in|rushing|coming_in|getting_higher)|took_my_car_with|through_the_ice|(?:in
        |into|under|off_into|inside)_(?:a_|the_|deep_|rising_|an_)*(?:river|lake|canal|sea|pond
        |pool|water|flood|floods|floodwater|creek|ocean|harbou?r|reservoir|stream
        |flood_?water)(?!_(?:park|proof|temperature|pump|hose))|sinking|(?:car|it|vehicle|we
        |were|im|suv)_(?:is_|are_|just_|started_|begins?_)*(?:sinking|sank|floating|floats
        |drifting|submerged|under_?water|flooded|drowning)|floated|floating|submerged|(?:water
        |flood)_(?:\w+_){0,3}(?:rising|coming|came|pouring|rushing|enters|entering|entered
        |inside|up|in|over|at|reached|reaching|gets|getting|keeps|flowing|higher|filling|level
        |is)(?:_(?:\w+_){0,4}(?:car|cabin|door|doors|knee|knees|seat|seats|in|inside|window
        |windows|chest|waist|ankles?|hood|wheels?|feet|neck|fast|higher|up|us|me|floor
        |everywhere))|flooded_(?:road|street|underpass|tunnel|car|garage|engine|area|parking)
        |(?:rising|flood|deep|fast)_water|(?:stuck|trapped|caught|stalled|stopped|died
        |standing)_in_(?:a_|the_|deep_|some_)*(?:flood|floods|water|puddle|rain_water|underpass)
        |flash_flood|washed_(?:away|off)|swept_(?:away|off)|fill\w*_(?:up_)?with_water|(?:knees?
        |ankles?|waist|chest|seats?|doors?|windows?)_(?:\w+_){0,2}(?:under|in|deep_in)_water
        |up_to_(?:my_|the_|our_)?(?:knees?|waist|chest|seats?|doors?|windows?|neck|hood|ankles?
        |wheels?)
    """,
}
