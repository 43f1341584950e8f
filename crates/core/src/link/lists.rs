//! Word lists of comparison: general knowledge of English and of how newsrooms write it.
//!
//! Lists only; what they are for is said where they are read.

/// Words that say nothing of the matter: function words, and the verbs of saying, which belong to
/// the cue and not to the content.
pub(super) const EMPTY: &str = "
a an the this that these those such same other another each every either neither both all any some no not nor n't cannot
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs one ones oneself
myself ourselves yourself himself herself itself themselves who whom whose which what when where why how whatever whoever
am is are was were be been being do does did done doing have has had having can could may might must shall should will would ought
and or but if then else than so as because since while until unless though although whether once yet
of in on at by for from with without within to into onto upon about above across after against along amid among around before
behind below beneath beside besides between beyond despite down during except near off out over past per through throughout toward
towards under up via versus
also too very just only even still already again ever never now here there more most less least much many few several own quite rather
however therefore thus meanwhile moreover further perhaps nearly almost
say says said saying tell tells told telling according add adds added adding note notes noted noting state states stated
mr mrs ms miss mx dr sir dame lord lady";

/// Words of every other news text: their being shared proves little.
pub(super) const EVERYDAY: &str = "
ability able accept access account act action activity actually address administration affair age agency agree agreement allow american amount
announce appear approach area argue arm army arrive article ask aspect attempt attention authority available away back bad base
become begin behalf believe best better big body board bring brother build building business buy call campaign candidate capital care carry
case cause center central centre century certain chair chairman challenge chance change charge check chief child choice choose citizen city civil claim
class clear close colleague come comment commit committee common community company complete concern condition conduct conference confirm
consider contact contain continue control cost council country county couple course court cover create crime current cut daily data date day
deal death debate decade decide decision defence defense demand deny department describe design detail determine develop development
difference different difficult direct director discuss discussion district doctor document draw drive due early easy east economic
economy education effect effort election employee end enough ensure enter entire especially establish event evidence exactly example
executive exist expect experience expert explain express face fact factor fail fall family far father fear federal feel field fight figure file
fill final finally financial find fire firm first focus follow food force foreign form former forward free friday friend full fund future game
general get girl give global go goal good government great ground group grow growth guess hand happen hard head health hear help high himself
history hit hold home hope hospital host hour house human idea identify image impact important improve include including increase indeed
independent indicate individual industry information inside instead institution interest international interview investigation involve issue
join journalist judge july june keep key kill kind know knowledge lack land language large last late later law lawyer lay lead leader leadership learn leave left
legal let letter level lie life light like likely limit line list listen little live local long look lose loss lot low main maintain
major majority make man manage manager many march mark market matter mean measure media meet meeting member message method middle military million
mind minister minute miss mission moment monday money month morning mother move movement name nation national nature need network new news
newspaper next night north number occur offer office officer official often old open operation opportunity order organization
organisation outside paper parent part particular party pass pay peace people percent percentage period person personal phone pick place plan play point
police policy political politics poor popular population position possible power practice prepare present president press pressure
prevent previous previously private probably problem process produce product program programme project property protect prove provide
public publish pull purpose push put quality question quickly quote raise range rate reach read ready real reality really reason receive recent
recently record reduce reflect region relate relation relationship release remain remember remove repeat reply report reporter represent
request require research reserve resource respond response responsibility rest result return reveal right rise risk road role room
rule run safe safety saturday save scene school seat second secretary section sector security see seek seem sell senate senator
send senior sense series serious serve service set share short show side sign significant similar simple simply single sister sit site situation
size small social society son sort source south speak special specific speech spend spokesman spokesperson spokeswoman staff stage stand standard start
statement station stay step stop store story strategy street strong student study stuff subject success suffer suggest summer sunday
support sure surface system take talk target task team television tend term test thank thing think third thought threat
thursday time today together tomorrow tonight top total town trade tradition travel treat trial trouble true try tuesday turn type
understand unit united use usually value view visit voice vote wait walk want war warn watch water way website wednesday week weekend weigh
well west white whole wide win wish woman word work worker world worry write wrong year yesterday young
january february april may august september october november december former";

/// Near-synonyms of news, a line each: a rewrite swaps them and two outlets choose differently
/// among them.
pub(super) const KIN: &str = "
attack attacks strike strikes raid raids sortie sorties operation operations assault bombing bombardment offensive airstrike
kill killed slay slain dead death deaths die died dying fatality fatalities
injure injured wound wounded hurt injury injuries
letter missive correspondence
tape recording audio audiotape record recorded
interview conversation
talk talks negotiation negotiations negotiate dialogue discussion discussions discuss
meet meeting met summit
accord agreement deal pact treaty
secret secretly covert clandestine confidential undisclosed classified
leak leaked disclose disclosed disclosure reveal revealed revelation
soldier soldiers troop troops serviceman servicemen
fighter militant militants gunman gunmen insurgent insurgents
policeman police officer constable
boy boys teen teenager teenagers youth youngster adolescent
child children kid kids minor minors
arrest arrested detain detained detention apprehend apprehended custody
jail prison jailed imprisoned imprison incarcerated
murder homicide
buy bought purchase purchased acquire acquired acquisition
sell sold sale
begin began begun start started commence commenced launch launched
end ended finish finished conclude concluded
resign resigned quit resignation
sack sacked dismiss dismissed dismissal
send sent dispatch dispatched deliver delivered
demand demanded insist insisted
reject rejected refuse refused rebuff rebuffed
explosive explosives bomb bombs blast explosion explosions explode exploded detonate detonated detonation
aircraft plane planes jet airplane aeroplane airliner
ship ships vessel vessels boat boats
vehicle car cars automobile
doctor physician doctors physicians
lawyer attorney lawyers attorneys solicitor
inquiry probe investigation investigate investigated
storm hurricane cyclone typhoon
quake earthquake tremor
fire blaze flames
protest protests demonstration demonstrations rally protester demonstrator protesters demonstrators
election elections poll polls vote ballot
firm company corporation
worker workers employee employees staff
rise rose increase increased climb climbed grow grew
fall fell drop dropped decline declined decrease decreased
help aid assist assisted assistance
flee fled escape escaped
rescue rescued save saved
victim victims casualty casualties
warn warned caution cautioned warning
allege alleged accuse accused accusation allegation
verdict ruling ruled
court tribunal
job jobs post
money funds cash
home house residence
big large huge massive
hour hours
minute minutes";
