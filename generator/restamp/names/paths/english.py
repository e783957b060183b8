"""English words that are verbs and hardly ever nouns.

Source: WordNet 3.1 (Princeton University, https://wordnet.princeton.edu), files `index.verb`, `index.noun` and
`index.sense`: the verbs of one word, 2 to 14 letters long, whose senses as a verb are tagged at least once in its corpus, and
which either have no sense as a noun, or are tagged at least twice, and at least four times as often, as a verb.
"""

from __future__ import annotations

WORDNET_VERBS = frozenset("""
    abandon abet abhor abide abolish abound abridge abrogate absent absorb abstain abuse accede
    accelerate accentuate accept acclaim acclimatize accommodate accompany accomplish accord
    accost accredit accrue acculturate accumulate accuse accustom ache achieve acknowledge
    acquaint acquiesce acquire acquit activate actuate adapt add adhere adjoin adjourn adjust
    administer admire admit admix admonish adopt adore adorn adsorb advertise advise advocate
    aerosolize affect affirm affix afford agglomerate aggravate agitate agree alert alienate
    alight align allege alleviate allocate allot allow alphabetize alter alternate amass amaze
    amble amend amplify amputate amuse analyse analyze animate animize annihilate announce annoy
    antagonise antagonize anticipate apologize appear appease append applaud apply appoint
    apportion appraise appreciate apprehend appropriate approve approximate arbitrate archaize
    argue arise arouse arraign arrange arrest arrive arrogate articulate ascend ascertain
    ascribe ask aspire assail assemble assert assess assign assimilate assist associate assume
    assure astonish astound atone attach attain attend attest attract attribute attune audition
    augment authenticate authorize automate avenge avert avoid await awake awaken babble
    backstitch badger bake balk balkanize ban bandy banish baptize barbecue bare bask baste bat
    bathe bawl be bear beat beautify beckon become bedamn befall befit befog befriend befuddle
    beg beget begin beguile behave behead behold behoove belabor belie believe bellow belong
    bemoan bend berate beseech beset besiege besmirch bespeak bestow bet bethink betray bevel
    bewail beware bewilder bewitch bid bide bilk bind birdie bite blab blacken blame blanch
    blaspheme bleed blend bless blink blister blunt blurt blush boast bob bode boggle boil bore
    borrow bother bounce bound boycott brace brag brandish break breathe brighten bring broaden
    broil browbeat bruit budge build bump burgeon burn burst bury bushwhack busy buy buzz bypass
    cackle calcify calculate calibrate call calumniate cancel canonize canvass capitalize
    capitulate captivate capture care carry carve castigate catapult catch catechize categorize
    cater cavort cease celebrate centralize centrifuge cerebrate certify chafe chant
    characterize chat cheat cherish chew chide chivy choke choose chop choreograph chortle
    chuckle chuff circulate circumscribe cite clamber clamp clarify clasp classify clean cleanse
    clear cleave clench climb cling clobber clog clomp close clothe clutch coagulate coalesce
    coax cock coddle codify coerce coexist cohere coincide collaborate collate collect colonize
    combine come commandeer commemorate commence commend commiserate commit communicate
    communize commute compare compel compensate compete compile complain complete complicate
    comply compose comprehend compress comprise compute conceal concede conceive conciliate
    conclude concoct concur condemn condense condone conduct confer confess confide confine
    confirm confiscate conform confound confront confuse congeal congratulate congregate conjoin
    connect connote conquer consider consign consist consolidate consort conspire constitute
    constrict construct construe consult consume consummate contain contaminate contemplate
    contend continue contradict contribute contrive convene converge converse convert convey
    convict convince convulse cool cooperate coordinate cope correct correlate correspond
    corroborate corrode corrupt cosponsor cough count counteract cover covet cower cram crane
    crave crawl creak create creep cremate cringe criticise criticize croon cross crouch crucify
    cruise crumble crumple crush crystallize cuddle culminate cultivate curl curse curtail cut
    dabble damn dampen dangle dare darken dart dash daunt dazzle deaden deal debilitate deceive
    decelerate decentralize decertify decide declaim declare decompose decorate decry dedicate
    deduce deduct deem deepen defecate defend defer define defraud defray defrost defy
    deglycerolize degrade deign delay delegate delimit deliver delude delve demarcate demean
    democratize demolish demonstrate demote demythologize denote denounce deny depart depend
    depersonalize depict deplore deploy depose deprave depress deprive deride derive descend
    describe desecrate deserve designate despatch despise despoil destine destroy detach detain
    detect deter deteriorate determine detest detonate detract detribalize devastate develop
    deviate devise devote devour diagnose dialyze dictate die differ differentiate diffuse dig
    digest dignify digress dilate dilute diminish dine dip direct disable disabuse disagree
    disallow disappear disappoint disapprove disarm disassemble disband disbelieve disburse
    discard discern disclose disconnect discontinue discourage discover discriminate discuss
    disenfranchise disengage disentangle dishearten disintegrate disinter dislodge dismember
    dismiss dismount disobey disown dispel dispense disperse displace display dispose disprove
    disqualify disrobe disrupt dissect dissemble disseminate dissipate dissolve dissuade distill
    distinguish distort distract distribute disturb diverge divert divest divide divulge do
    dodge dominate domineer don donate downgrade doze drag drain dramatize drape draw dread
    dribble drill drip drive drop drown dry dub dull dump duplicate dwell dwindle earn ease eat
    economize edify edit educate efface effectuate effloresce ejaculate eject elaborate elapse
    elate elect elevate elicit eliminate elongate elucidate elude elute emanate emancipate
    emasculate embark embarrass embed embellish embezzle embitter embody embolden emboss
    embroider embroil emerge emigrate emit emphasize employ empower empty emulate enable enact
    encamp encase enchant encipher enclose encompass encourage encroach encrust endanger endear
    endorse endow endure energize enervate enforce engage engender engrave engross engulf
    enhance enjoin enjoy enlarge enlist enliven enmesh enquire enrage enrich enrol enroll
    ensconce enshrine ensue ensure entail enter entertain enthrall enthrone entice entitle
    entomb entrench entrust enumerate enunciate envelop envisage envision envy epitomize equal
    equate equilibrate equip eradicate erase erect erode err erupt eschew espouse establish etch
    eulogize europeanize evacuate evade evaluate evaporate eventuate evoke evolve exacerbate
    exact exaggerate exalt examine exasperate exceed excel except excite exclaim exclude
    excommunicate excoriate execute exemplify exempt exert exhale exhaust exhibit exist
    exonerate exorcise expand expect expedite expel expend expiate expire explain explode
    exploit explore export expose expound express expunge extend extenuate exterminate
    extinguish extirpate extrapolate extricate extrude exude facilitate fade fail fall falsify
    falter fascinate fasten fathom fatten faze federalize feel feign felicitate fell fertilize
    fetch fete fidget fill finance find finish fit fix flatten flatter flaunt flee flicker
    flinch fling flip float flocculate flog flop flounder flourish flout fluoresce fly follow
    forbid forecast foreclose forego foreknow foresee foreshorten forestall forfeit forge forget
    forgive forgo formulate forsake forswear fortify forward foster foul found fractionate
    fraternize free freeze frequent fret frighten frizzle frogmarch frown frustrate fry fulfil
    fulfill fumble fume furl furnish further fuse fuss gain gallop gamble gather generalize
    generate gentle germinate gesticulate get giggle gird give glaze glean glide glint glisten
    glom glorify glower glue glycerolize gnash gnaw go gobble gouge govern grab grapple grasp
    gratify graze greet grieve grimace grind grope grovel grow growl grumble grunt guarantee
    guess guide gull gush guzzle gyrate haggle halt handle hang hanker happen harangue harden
    harrow harry harshen hasten hatch hate haul have heal hear heave heed heighten help hesitate
    hibernate hide highlight hijack hinder hire hit hitch hobble hold holler homogenize hook hop
    hover huddle hug hum humanize humble humiliate hunt hurl hurry hurtle hustle hypnotize
    hypothesize identify idle idolize ignite ignore illuminate illumine illustrate imagine imbed
    imbibe imitate immerse impair impale impart impede impel imperil impersonate impinge implore
    imply impose imprecate impress imprison improve improvise impute inaugurate incapacitate
    incarnate incise incite inclose include incorporate incubate inculcate incur indicate indict
    indoctrinate indorse induce induct indulge infect infer infest infiltrate inflame inflate
    inflect inflict inform infuriate ingest inhabit inherit inhibit initiate inject injure
    innovate inquire inscribe insert insist inspect inspire instal install instigate institute
    instruct insulate insure integrate intend intensify inter interact intercede intercept
    interconnect interfere interject interlace internalize interpenetrate interpose interpret
    interrupt intersect intertwine intervene interweave intimate intimidate intone introduce
    intrude intrust inure invade invalidate inveigh invent invert invest investigate invite
    invoke involve iodinate irrigate irritate isolate italicize itch itemize jabber jeer
    jeopardize jerk jilt join jump justify juxtapose keep kick kidnap kill knead kneel knock
    know lacerate lag lam languish lash last latch launch lavish lay laze lead lean learn leave
    leer legislate legitimize lend lengthen lessen let levy liberalize liberate lick lie lift
    lighten like limp linger lionize liquidate listen live loathe locate lodge loiter long look
    loom loose loosen lose lounge lower lug lunge lurch lure lurk lyophilize magnetize magnify
    maintain make malinger maltreat manage manifest manipulate mar marinate marry marvel
    masquerade match materialize matriculate mature maximize mean measure meddle mediate
    meditate meet melt memorize mend mention merge mesmerize metabolize metamorphose migrate
    militate mince mingle minimize miscalculate miscarry misconstrue misgauge misinterpret
    misjudge mislay mislead mismanage misname misperceive misplace misread misrepresent miss
    mistrust misunderstand mitigate mix mobilize mock modernize modify moisten molest mollify
    monitor monopolize mop motivate mottle mount mourn move muffle multiply mumble murmur muse
    muster mutilate mutter mystify nab nag narcotize narrate narrow nasale nationalize
    naturalize navigate near necessitate neglect negotiate nestle neutralize nip nod nominate
    notarize notify nourish nucleate nudge nuzzle obey oblige obliterate obscure observe obsess
    obstruct obtain occlude occupy occur offend offer officiate offsaddle offset ogle omit open
    operate oppose oppress ordain organise organize orient originate ossify ostracize oust
    outclass outdistance outdo outdraw outface outfight outgeneral outgrow outlive outmaneuver
    outmode outnumber outplay outrun outsmart outstrip outweigh overcome overeat overemphasize
    overexpose overfeed overfill overhaul overhear overheat overindulge overlap overlook
    overpower overproduce overreach override overrun overshadow overshoot overstep overtake
    overthrow overturn overwhelm owe own oxidise pacify pack paint pamper pant paralyze parch
    pardon pare partake participate pass pat patronize pay peck peddle peel peer pelt penalize
    penetrate pepper perceive perch perfect perform perish permeate permit perpetrate perpetuate
    persecute persevere persist personalize personify persuade pertain perturb peruse pervade
    pester petrify philosophize pick pierce pilfer pinch plague play plead please pledge plod
    plow plunge plunk poach poke polarize ponder pop populate portend portray pose possess
    postpone postulate pounce pour practise prance pray preach prearrange precede precipitate
    preclude precondition predict predominate prefer preisolate preoccupy prepare prescribe
    present preserve preside press presume presuppose pretend prevail prevent prise probe
    proceed proclaim procrastinate procure prod produce profess proffer prohibit prolong promote
    prompt promulgate pronounce propel prophesy propose proscribe prosecute prosper prostrate
    protect protrude prove provide provoke prowl pry publicize publish puff pull pulsate
    pulverize pummel punch punctuate punish pupate purify purl purloin purport pursue push put
    putt puzzle qualify quarrel quash quell quench quicken quit quiver quote radiate raise rake
    ram ramble ransack rap rape ratify rationalize reach react reactivate read readapt readjust
    reaffirm realign realize reap reappear rearrange reassail reassemble reassert reassign
    reassure reawaken rebuff rebuild rebuke rebut recalculate recall recapitulate recapture
    recede receive recess recite reckon reclaim reclassify recognize recoil recollect recommend
    reconcile recondition reconnoiter reconsider reconstruct reconvene reconvert recopy recount
    recoup recover recreate recur redden redecorate rededicate redeem redefine redirect
    rediscover redistribute redouble reduce reecho reek reelect reenact reenforce reestablish
    reevaluate reexamine refashion refer refinance refine reflect refuel refurbish refuse refute
    regain regale regard register regroup regulate rehabilitate rehearse reign reimburse
    reinforce reinstall reinstate reinterpret reiterate reject rejoice rejoin relace relate
    relax relearn relegate relent relieve relinquish relive reload rely relyric remain remake
    remand remarry remember remind reminisce remodel remonstrate remove rename rend render renew
    reopen reorganize repay repeat repel repent rephrase replace replant replenish represent
    repress reprimand reproduce repudiate repulse require reread reschedule rescind reseal
    resemble resent resettle reshape reside resift resign resist resmudge resolve resort resound
    respond restate restock restore restrain restrict resume resurrect resuspend retain
    retaliate rethink retie retire retort retrace retract retranslate retrieve reunite reuse
    revamp reveal reverberate revere reverse revert revile revise revitalize revive
    revolutionize revolve rewrite rid ride rinse rip ripen rise ritualize rival rive rivet roam
    roast rob roleplay roll romanticize rotate roughen rouse rove rub ruffle rummage run rust
    rustle sadden sag sail salivate salute salvage satiate satisfy saturate save savor say
    scamper scan scandalize scare scarify scatter scoff scold scoot scour scramble scratch
    scream scribe scrounge scrub scrutinize scurry scuttle sear secede seclude secrete
    secularize secure see seek seem seep segregate seize select sell send sensitize
    sentimentalize separate serve settle sever sew shake shamble sharpen shatter shave shed
    sheer shelve shimmy shine shirk shiver shoot shorten shout shove show shrill shrink shudder
    shuffle shun shut shuttle sicken sidestep sidle sift sigh signify simmer simplify simulate
    sing sink sire sit situate skedaddle skid skim skip skulk slacken slam slap slash slide
    sling slink slip slow slurp smack smash smite smolder smooth smother smuggle snag snap
    snatch sneak snicker sniff snore snort snub snuggle soak soar sob socialize soften solder
    solicit solve soothe sorb sour sow spang spare speak specialize specify speculate spend
    spill spin spit splash spoil sponsor spout sprawl spread sprinkle sprout spurn sputter
    squall squat squawk squeeze squint squirm stabilize stagger stalk stammer stand standardize
    stare start startle starve stay steady steal steam steep steer sterilize stiffen stifle
    stimulate stink stipulate stir stoke stomp stoop stop stow straddle straggle straighten
    strangle stratify strengthen strew strike strive strop strum stud stumble stun stutter
    subdue subjugate sublime submerge submit subscribe subside subsidize subsist substantiate
    subtend subtract subvert succeed succumb suck sue suffer suffice suffocate suffuse suggest
    summarize summate summon sunder superimpose superintend supersede supervise supplant
    supplicate suppose suppress surmount surpass surround survive suspect suspend sustain
    swagger swallow sway swear sweep swerve swim swindle swing swivel swoop symbolize sympathize
    synchronize synthesise synthesize systematize tabulate tack tailor take talk tame tantalize
    tap tarry teach tear teem teeter televise tell tempt tend terminate terrify terrorize
    testify thank theorize thicken thin think thrash threaten thresh thrive throb throw thrust
    thump thwart tighten tilt tingle titter toil tolerate topple torture toss totter tramp
    trample transact transcend transcribe transfix transform transgress translate transmit
    transmute transpirate transplant transpose travel traverse tread treat tremble trespass trim
    trot trudge trundle try tuck tug tumble turn tweeze twine twirl twitch typify unclasp uncork
    uncover uncurl underestimate underlie underline undermine underpin underrate underscore
    understand understate undertake underwrite undo undress undulate unearth unfasten unfold
    unhitch unify unite universalize unlace unlash unleash unload unlock unmask unpack unravel
    unscramble unscrew unsheathe unsolder unteach unthaw untie unveil unwind unwire up update
    upgrade uphold upholster upraise uproot upset urbanize urge use usher usurp utilize utter
    vacate validate vanish vanquish vary veer venerate ventilate verify vex vibrate victimize
    vie vindicate violate visualize vivify vocalize vouch vouchsafe vow wade wail wait waive
    walk wallop wallow wander wane want warm warn warp warrant watch waver waylay weaken wean
    wear weary wed weep weigh welcome weld wend wet whack wheedle whet whine whinny whip whirl
    whistle whiten whoop widen wield wiggle win wince wink wipe wisecrack wish withdraw wither
    withhold withstand wobble wonder woo woolgather worsen wrap wreak wreathe wreck wrench
    wrestle wriggle wring write writhe yearn zigzag zoom
    """.split())
