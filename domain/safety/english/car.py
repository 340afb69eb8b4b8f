"""English: the parts of a car, what fails in them, and how a car moves."""

CONCEPTS: dict[str, str] = {
    "brake": r"""
        brakes?(?!_(?:light|lamp|pads?|discs?|rotors?|dust|checks?|inspection|service|test
        |recall|assist|hold|kit|caliper|bulb|replacement|specialist|cleaner|colour|color
        |fluid_(?:change|replacement|flush)))|braking(?!_(?:assist|force))|brake_pedal
        |stopping_power
    """,
    "pedal": r"""
        brake_pedal|pedal(?!_(?:cover|set|box|part))|pedals
    """,
    "brake_fluid": r"""
        brake_(?:fluid|oil|line|hose|pipe|lines|hydraulic)
    """,
    "handbrake": r"""
        handbrake|park|p|parking|autohold|hill_hold|auto_hold
    """,
    "steering": r"""
        (?<!rear_wheel_)(?<!behind_the_)steering(?!_(?:wheel_)?(?:buttons?|cover|heat\w*
        |controls?|angle|lock_setting|leather|sport))|steering_wheel(?!_(?:buttons?|cover
        |heat\w*|controls?|leather|sport|size))|power_steering|servo|helm
    """,
    "throttle": r"""
        accelerator|accelerators|gas_pedal|throttle|gas(?=_(?:is_|got_)?(?:stuck|jammed|wont
        |stays))|accelerater
    """,
    "wheel": r"""
        rear_axle|front_axle|trailer|(?<!steering_)(?<!turn_the_)(?:front|rear|back|left|right
        |the|a|my|one|driver_side)?_?wheels?(?!_(?:alignment|cover|size|bolt_pattern|weight))
        |axle|wheel_nuts?|wheel_bolts?|lug_nuts?|suspension|ball_joint|control_arm|tie_rod
    """,
    "tyre": r"""
        tread|tyres?
    """,
    "lights": r"""
        headlights?|head_lights?|lights|lamps|beams|headlamps?
    """,
    "wipers": r"""
        wipers?
    """,
    "glass": r"""
        windscreen|glass|sunroof|panoramic_roof|panorama_roof|roof_glass|side_window|rear_window
        |window
    """,
    "hood": r"""
        hood
    """,
    "door": r"""
        doors?|tailgate|trunk_lid|liftgate|sliding_door|boot_lid
    """,
    "airbag": r"""
        airbag|(?:passenger|driver|drivers|side|knee|front)_bags?|bag_(?:in
        |from)_the_(?:steering_)?wheel|steering_wheel_bag|side_curtain|curtain_bag|knee_bag
    """,
    "cruise": r"""
        cruise(?:_control)?|acc
    """,
    "assist": r"""
        autopilot|auto_pilot|lane_assist|lane_keep\w*|self_driving|adaptive_cruise|acc|pilot
        |driver_assist\w*|fsd|noa|assist|cruise(?:_control)?
    """,
    "car": r"""
        car|vehicle|auto|suv|ev|sedan|coupe|truck|van|it|its|engine|thing|taxi|automobile|whip
        |motor|she|minivan|mine|bus|ride
    """,
    "lost": r"""
        gone|fails?|failed|failing|failure|fell_off|fell_out|dead|shot|went_out|went|go_out|lost
        |broke|broken|useless|nothing(?!_in_front)|empty|limp|kaput|toast|fucked|knackered|bust
        |busted|not_(?:working|responding|holding|gripping|stopping|braking|engaging|catching
        |there|doing|reacting|biting|turning|good)|unresponsive|no_(?:response|effect|pressure
        |bite|grip|reaction|more|work|longer|resistance|feedback|feel)|(?:isnt|wont|dont|cant
        |nt)_(?:work\w*|respond\w*|hold\w*|grip\w*|stop\w*|react\w*|bite|brake|braking|catch\w*
        |engage|engaging|slow\w*|turn|turning|do_(?:anything|a_thing|shit|nothing)|function\w*
        |move|budge|doing|there)|stopped_(?:working|responding)|quit|(?:gave|give|giving
        |given)_(?:out|way|up)|fad(?:e|es|ing|ed)|do_nothing|does_nothing|did_nothing
        |doing_nothing|(?:no|zero|without)(?=_(?:\w+_)?(?:brakes?|braking|steering))|disappeared
        |vanished|malfunction\w*|cut_out|collapsed|dropped_out|defect\w*|out_of_order|hardly
        |barely|scarcely|almost_no|locked|locks|locked_up|lock_up|stuck|jammed|jams|seized
        |frozen|froze|snapped|stiff|frozen_up|intermittent\w*|comes_and_goes|half_the_time
        |sometimes|like_ice|loose|came_off|coming_off|come_off|free_?play|spins_freely|heavy
        |so_hard|very_hard|rock_hard|like_stone|super_hard|hard_as|blocked|crooked_suddenly
        |weird_now|disconnected
    """,
    "floor": r"""
        (?:the_|my_)?floor|floorboard|to_the_(?:metal|carpet|mat|bottom|ground)
        |all_the_way_(?:down|in)|sink\w*|sank|drops?|dropping|dropped|spong\w*|mushy|soft|limp
        |squishy|like_(?:butter|pudding|air|a_sponge|jelly|stone|a_rock|mush)|of_air|rock_hard
        |hard_as|goes_down|went_down|going_down|goes_lower|gets_lower|getting_lower
        |lower_and_lower|lower_every|no_resistance|flat|falls|fell|empty|stays_down|deeper
        |no_pressure|rock_solid|wooden|solid_as|loses_pressure
    """,
    "longer_stop": r"""
        slid_through|slid_into|straight_through|both_feet|all_my_(?:weight|strength|force|might)
        |as_hard_as_i_can|pump\w*|(?:used|with|use|using)_(?:the_|my_)?handbrake|handbrake_to
        |(?:took|takes|need|needed|needs|taking)_(?:\w+_){0,3}(?:forever|ages|longer|twice
        |so_long|double|\d+_?(?:m|metres|meters|feet)?|much_longer)|ran_(?:a_|the_|through_(?:a_
        |the_)?)?(?:red_light|stop_sign|red)|(?:nearly|almost|just_about)_(?:hit|crashed
        |rear_ended|went_into|ran|rammed|drove_into|didnt|killed|rolled|smashed)
    """,
    "stuck": r"""
        stuck|sticks|sticking|sticky|jammed|jams|(?:wont|dont|isnt|not)_(?:releas\w*
        |com\w+_(?:back|up)|return\w*|lift\w*|spring\w*|go_back|let_go|pop\w*)|trapped|pinned
        |wedged|stays?_(?:down|pressed|in|on|floored)|floored|caught|glued|blocked
    """,
    "self": r"""
        (?:all_)?by_(?:its|it|them)_?sel\w+|on_(?:its|it|their)_own|itself|by_its_self|alone
        |automatically_just|with_(?:nobody|no_one|no_driver)|nobody_(?:in|inside|at|behind)
        |no_one_(?:in|inside|at|behind)|without_(?:me|anyone|a_driver|touching|my_foot|pressing)
        |for_no_reason|no_reason|out_of_nowhere|(?:i_)?(?:wasnt|isnt|not|dont|hadnt)_(?:touch\w*
        |press\w*|even|do_anything)|randomly|no_input
    """,
    "faster": r"""
        accelerat\w+|acelerat\w+|accelarat\w+|speed(?:s|ed)?_up|speeding_up|speeding|sped_up
        |(?:going|goes|gets|getting|go|went)_faster|faster_and_faster|surg\w+|lung\w+|bolt(?:s
        |ed|ing)|launched|sho(?:ot|ots|t)_(?:forward|off|ahead|backwards?)|(?:jump|leap|leapt
        |lurch|dart|dash|rush)\w*_(?:forward|ahead|backwards?|off|out)|took_off|takes_off
        |taking_off|rev(?:s|ving|ved|ed|ing)?(?:_up|_high|_like)?|rac(?:es|ing|ed)
        |pick\w*_up_speed|gain\w*_speed|(?:kept|keeps|still)_(?:going|pulling|driving
        |accelerating)|full_throttle|runs_away|ran_away|screaming|roaring
    """,
    "not_slowing": r"""
        (?:wont|dont|cant|isnt|not)_(?:even_)?(?:slow\w*|stop\w*|brake|braking|decelerat\w*
        |let_up|come_to_a_stop|halt)(?!_(?:beep\w*|chim\w*|charg\w*|ring\w*|me|the_(?:music
        |beep\w*|alarm|app|charging|radio|notification\w*|chime|sound|wipers?)|wip\w*|play\w*
        |my_(?:subscription|order)|at_80|complaining|laughing|smiling|thinking|looking|working
        |blinking|leaking|squeak\w*|connect\w*|updat\w*|send\w*|it_from|people|raining|dreaming
        |talking))|no_slowing|cant_be_stopped|no_brakes?
    """,
    "foot_off": r"""
        turned_(?:it_|the_\w+_)?off|switched_(?:it_)?off|(?:foot|feet)_(?:\w+_){0,3}(?:off|away
        |lifted|up|nowhere)|took_my_foot|off_the_(?:gas|pedal|accelerator|throttle)
        |lifted_(?:off|my_foot)|let_go_of_the_(?:gas|pedal|accelerator)|foot_off|not_(?:pressing
        |touching|on)_(?:the_|any_)?(?:gas|pedal|accelerator|anything|it)|in_neutral
        |let_off_the_gas
    """,
    "moves": r"""
        mov(?:es|ed|ing)|roll(?:s|ed|ing)|driv(?:es|ing)|drove|started_(?:moving|driving
        |rolling)|creep\w*|sliding|slid|slipp\w+|slips|drift\w*|steers|steered|swerv\w+|veer\w+
        |turns|turning|pulls|pulled|pulling|yank\w*|jerk\w*|dart\w*|drags?|dragging|dragged
        |steering|goes_left|goes_right
    """,
    "rolling_away": r"""
        creep\w*_(?:\w+_)?(?:to|towards?|over)|moved_off|heading_(?:for|to|towards?|into)_(?:the
        |a)_(?:road|street|river|traffic|people|highway|wall)|drove_off|got_away
        |keeps?_(?:creep\w*|roll\w*|slid\w*|drift\w*)|still_(?:roll\w*|creep\w*)|kept_rolling
        |slid\w*_(?:\w+_){0,3}(?:towards?|into|off)|roll(?:s|ed|ing)?_(?:\w+_)?(?:to|away|back
        |backwards?|down|downhill|into|forwards?|towards?|onto|out|off)|slid(?:ing
        |es)?_(?:\w+_)?(?:away|back|backwards?|down|downhill|into|towards?|off|onto)|slipp?(?:s
        |ed|ing)_(?:away|back|backwards?|down|downhill)|(?:wont|dont|isnt|not)_(?:hold\w*
        |stay\w*)_(?:\w+_)?(?:in|on|the|car|it|still|parked)|runaway|drifting_(?:away|back|down)
        |creeping_(?:back|down|into|toward)|(?<!i_)let_go|didnt_hold|wont_hold|dont_hold
        |isnt_holding|not_holding
    """,
    "veer": r"""
        (?:pull|swerv|veer|steer|yank|jerk|dart|drag|push|forc|drift|wander|lurch|lunge|tug|head
        |driv)\w*_(?:\w+_){0,4}(?:into|at_(?:a|the|my)|toward|towards|onto|left|right|off_the
        |to_the_(?:left|right|side))|fight\w*_me
    """,
    "edge": r"""
        reservation|median|verge|hedge|lanes|fence|cliff|oncoming|barrier|traffic|truck|lorry
        |ditch|guard_?rail|other_lane|next_lane|wall|rail|correct_it|correct_it|correct|cant
        |crash|almost|nearly|twice|still_driving|highway|bridge|oncoming_car|other_cars?
        |parked_cars?|cyclist
    """,
    "phantom": r"""
        (?:brakes|braked|braking|emergency_brak\w*|slam\w*|stops|stopped
        |stopping)_(?:\w+_){0,4}(?:by_itself|on_its_own|itself|for_no_reason|no_reason
        |out_of_nowhere|for_nothing)|(?:phantom|ghost)_brak\w*|slam\w*_(?:on_)?the_brakes
        |(?:itself|autopilot|assist|acc)_(?:\w+_)?(?:brakes|braked|slams|stops|stopped)
    """,
    "wont_off": r"""
        (?:wont|cant|dont|isnt|not)_(?:\w+_){0,2}(?:come_out|off|cancel\w*|disengag\w*|turn_off
        |release|deactivat\w*|stop\w*|switch\w*|let_go|disabl\w*|exit)|cant_(?:turn|switch|shut
        |cancel|disengage)|stuck_(?:at|on)
    """,
    "cannot_stop": r"""
        no_stop|cant_(?:stop|brake|slow_down)(?=_[|,])|cant_(?:stop|slow)_(?:down_)?(?:the|my
        |this)_(?:car|vehicle)|cant_stop_it(?!_from)
    """,
    "no_control": r"""
        car_is_all_over_the|all_over_the_road|(?:lost|losing|lose|no|out_of|loosing|loss_of
        |zero)_control(?!_(?:arm|panel|knob|unit))|cant_control|uncontroll\w+|out_of_my_control
        |cant_(?:keep|hold)_it_(?:straight|on)
    """,
    "no_steering": r"""
        turn\w*_left_and_(?:the_|my_)?car_\w+_right|turn\w*_right_and_(?:the_|my_)?car_\w+_left
        |wheel_(?:\w+_){0,3}(?:heavy|stiff|hard_to_turn)|barely_turn_(?:it|the_wheel)
        |steer(?:ing)?_(?:is_)?(?:broke|broken|gone|dead|fail\w*)|wheels?_turns?_(?:[|,]_)?but
        |turn\w*_(?:it|the_wheel|wheel|steering|left|right)_(?:\w+_){0,3}(?:[|,]_)?(?:but
        |and)_(?:\w+_){0,3}(?:dont|isnt|nothing|straight|wont)
        |fight(?:ing)?_(?:with_)?the_(?:steering_)?wheel|wrestl\w+_(?:with_)?the_wheel
        |cant_(?:really_|even_)?steer|cant_(?:\w+_)?turn_(?:the_)?(?:steering_)?wheel
        |wheel_(?:wont|cant|dont|barely|hardly|isnt)_(?:turn|move|respond|do)\w*
        |turn(?:ing)?_(?:the_|my_)?(?:steering_)?wheel_(?:\w+_){0,2}(?:and_
        |but_)?(?:\w+_){0,2}(?:nothing|straight|ignores|keeps|no_response|no_reaction
        |isnt_turning|dont_turn|wont_turn|same_direction)|(?:dont|wont|isnt)_(?:react
        |respond)_to_(?:the_)?(?:steering|wheel)|steering_wheel_(?:came|comes|is)_off
    """,
    "no_wheel": r"""
        lost_(?:a|my|the|one|our)_(?:front_|rear_|left_|right_|back_)*wheel(?!_(?:nut|lock|cap
        |cover|bolt|key|trim))
    """,
    "ran_away": r"""
        (?:car|it)_(?:speeds_up|accelerates)_when_i|and_(?:its|the_engine_is|engine_is
        |car_is)_racing|(?:went|goes|jumped|shot|revved)_(?:up_)?to_(?:full|max\w*)_(?:revs?
        |throttle|power|speed)|speed_keeps_(?:climbing|rising|going_up|increasing)
        |acc?elerat\w+_(?:\w+_)?(?:into|through|against|towards?)_(?:a|the|my|cars?|another
        |people|traffic)|(?:unintended|uncontrolled|involuntary|uncommanded
        |sudden_unintended)_acc?eler\w+|throttle_by_itself
    """,
    "came_off": r"""
        locked_up|off_the_rim|(?:came|come|comes|coming|fell|fall|falls|falling|flew|broke
        |rolled|is|fly\w*|snapped)_(?:right_|clean_|straight_)?off|detached|(?:about|going|gonna
        |ready)_to_(?:fall|come|drop)|gone|loose|missing|broke(?:n)?|snapped|collapsed|fell_out
        |hanging_(?:on|off)|bolts?_(?:missing|gone)|wobbl\w+_(?:like|badly|violently|so|at|crazy
        |really|a_lot|and)|shak\w+_(?:like|violently|so|crazy)|separated|buckled|tore|sheared
        |hanging|over_?took|rolling_away|passed_me
    """,
    "burst": r"""
        burst\w*|bursted|blew(?:_up|_out)?|blown|blowout|blow_out|exploded?|exploding|explodes
        |popped|shred\w*|shattered|shatters|imploded|disintegrat\w*|bang|smashed|caved_in
        |flew_(?:off|out|apart)|ripped_(?:open|apart|off)|cracked_all|tore_open
    """,
    "flew_open": r"""
        (?:flew|flies|fly|popped|pops|opened|opens|opening|swung|swings|came|comes|is|burst
        |sprang|blew)_(?:wide_|right_|just_)?(?:open|up|off)|opened|opens|open_by|opened_by
        |wont_(?:close|shut|latch|stay_shut|stay_closed)|flew_up|flipped_up|came_up
    """,
    "went_dark": r"""
        (?:went|gone|are|all|just|both|is|got|turned|going|cut|keep\w*|suddenly)_(?:\w+_)?(?:out
        |dark|off|dead|black|died)|died|dead|failed|stopped(?:_working)?|wont_(?:turn_on|work
        |come_on)|dont_(?:work|turn_on)|isnt_working|not_working|flicker\w*|quit|stuck|broke\w*
        |flew_off|no
    """,
    "dark": r"""
        moon|country_road|night|dark|pitch_black|cant_see|fog|blind|black|storm|rain\w*|downpour
        |snow\w*|pouring|tunnel|blizzard|driving|highway|unlit|cant_(?:\w+_)?see|mountain
    """,
    "cant_see": r"""
        cant_see_through|cant_see_(?:anything|the_road|a_thing|out|nothing|ahead|where|shit
        |properly|at_all|road)|no_visibility|zero_visibility|driving_blind
        |cant_(?:\w+_)?see_(?:anything|out)|blinded
    """,
    "deployed": r"""
        deploy(?:ed|ing)|(?:went|go|going|gone|goes|going)_off|explod\w+|burst\w*|popped|pops
        |blew(?:_up|_out|_open)?|(?:came|come|are|is|has_come|have_come|all|flew|hanging|hangs
        |just)_out|opened|out(?=_[|,])|fired|activated|triggered|inflat\w+|in_my_face|hit_me
        |hit_(?:him|her|my)|set_off|bang|banged|shot_out|released|activate\w*_(?:itself|by)
        |hanging|dont_(?:open|deploy|inflate|go_off)|white_(?:dust|powder|smoke)
    """,
    "glass_bursts": r"""
        explod\w*|burst|imploded|shattered_(?:over|on|in|while|at|by)|shattered|caved_in
        |blew_(?:in|out|up)|flew|explod\w*|burst|imploded|shattered_(?:over|on|in|while|at|by)
        |shattered|caved_in|blew_(?:in|out|up)|flew
    """,
    "flat": r"""
        flat|punctur\w*|no_air|losing_air
    """,
}
