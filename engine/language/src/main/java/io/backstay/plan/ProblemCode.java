package io.backstay.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every mistake and failure backstay can tell apart: E1xx file and YAML, E2xx steps and names, E3xx
 * expressions, E4xx meaning, Wxxx warnings, Pxxx preflight, Rxxx what happened while running.
 */
public enum ProblemCode {
  /** See its title, as for all of them. */
  E100("a plan file cannot be read"),
  E101("a plain YAML value starts with a character that means something else"),
  E102("an expression in a flow map or list is not quoted"),
  E103("a file is not valid YAML"),
  E104("a key appears twice in one map"),
  E105("a plan uses YAML anchors, aliases or merge keys"),
  E106("a plan uses YAML tags or directives"),
  E107("a plan contains a tab"),
  E108("a file holds more than one document"),
  E109("a plan file is too large, too deep or too long"),
  E110("a plan contains bytes or characters nobody can see"),
  E111("a plan is empty, or not a map of keys"),
  E112("a key is not a word"),
  E120("a file is written in a grammar this version does not know"),
  E121("a file is of no known kind"),
  E122("a file lacks a key it has to have"),
  E123("a file has a key that does not exist"),
  E124("a key belongs in another kind of file"),
  E125("a plan needs a newer backstay"),
  E126("a plan uses what this version does not have"),
  E127("a name has characters that names do not have"),
  E140("a secret is written out in a plan"),
  E141("a secret does not say where it comes from"),
  E142("a value is missing, or of another shape"),
  E143("a value is not of the kind its key asks for"),
  E144("a value is none of a few words"),
  E145("a variable needs a value"),
  E146("a value is given to a variable that does not exist"),
  E147("a variable is declared in a way that cannot work"),
  E148("a variable has a value that is not allowed"),
  E150("an environment says what is the same everywhere"),
  E151("an environment does not exist"),
  E152("an environment names what the plan does not declare"),
  E153("a secret is written into a plan for production"),
  E200("a step, a check or a declaration has no type"),
  E201("a type does not exist"),
  E202("two types stand in one step"),
  E203("a required parameter is missing"),
  E204("a parameter does not exist"),
  E205("a type has no short form"),
  E206("two steps have one id"),
  E208("a word beside a type is not a modifier of it"),
  E209("a step that cannot be tried again has `retry:`"),
  E210("a source, service or store is not declared"),
  E211("a parameter has a value that its type refuses"),
  E212("an artifact does not exist"),
  E213("two steps make one artifact"),
  E214("a verify leaves an artifact unchecked"),
  E215("a pattern has to name one artifact"),
  E216("a database is replaced before a part of it is loaded"),
  E217("an archive of several sources is put into one"),
  E218("a Restore declares what its Backup declares"),
  E301("a text is not an expression"),
  E302("a value of one kind stands where another is needed"),
  E303("a secret is used where it would leak"),
  E304("a name in an expression is not declared"),
  E305("a filter is used wrongly"),
  E306("two values cannot be compared"),
  E307("a value may be absent"),
  E308("an expression stands in program text"),
  E309("an expression stands where text is written out"),
  E310("a secret does not stand alone"),
  E401("a schedule cannot be read"),
  E402("a schedule has no time, or two"),
  E403("a period does not come out even with the day"),
  E404("a layout leads out of the store, or is no layout"),
  E405("words of a selection do not go together"),
  E406("a Restore is not about a Backup"),
  E407("a number is out of bounds"),
  E410("the schedule cannot keep the RPO"),
  E411("a set is named that the plan does not let anybody name"),
  W201("a secret is written into the plan on purpose"),
  W203("a service stays stopped longer than it has to"),
  W211("md5 is the only digest"),
  W310("a restore touches something before it has fetched"),
  P110("no provider has a secret"),
  P111("a program that gives a secret failed"),
  R100("backstay itself failed"),
  R101("a run was stopped"),
  R102("a step took longer than it may"),
  R103("bytes could not be moved"),
  R104("a step did not stop when it was told to"),
  R105("a set is gone when a debt about it is paid"),
  R106("a restore would replace what backstay itself works with"),
  R107("a program failed"),
  R108("a program took longer than it may"),
  R110("a check does not hold"),
  R112("a verify left an artifact unchecked"),
  R120("a journal is damaged"),
  R121("the state directory cannot be written"),
  R122("locks cannot be taken"),
  R123("what is needed to undo a step contains a secret"),
  R124("another run stages the same set"),
  R125("there is not enough space for a set"),
  R131("the disk is full"),
  R132("bytes are damaged"),
  R133("an archive holds what must not be unpacked"),
  R134("a file changed while it was read"),
  R135("a file cannot be read"),
  R136("a file cannot be written"),
  R140("a set is looked for where it was not uploaded"),
  R141("a digest does not exist"),
  R150("a run was found dead"),
  R151("something could not be undone"),
  R152("a run was taken over because a service was down for too long"),
  R153("a restore cannot be taken back"),
  R154("a plan does not declare any more what a run owes something to"),
  R155("nobody could be found to guard a stopped service"),
  R420("a tree of files could not be swapped"),
  R430("there is no connection to a database"),
  R431("client programs are missing or too old"),
  R432("a dump is not what it should be"),
  R433("the snapshot of a dump was lost"),
  R434("a database could not be replaced"),
  R436("a database refused a statement"),
  R437("a client program would obey commands in a dump"),
  R439("a dump could not be loaded"),
  R440("a file is not an SQLite database"),
  R441("an SQLite database could not be copied"),
  R442("an SQLite database is damaged"),
  R443("a database is in use"),
  R444("an SQLite database could not be put in its place"),
  R501("a client program of a database failed"),
  R520("something known only by the run does not fit"),
  R610("no Docker engine answers"),
  R611("the Docker engine refused something"),
  R612("a container, a volume or an image does not exist"),
  R613("the connection to the Docker engine broke off"),
  R614("a container is in an unexpected state"),
  R615("a service does not work after its start"),
  R616("a volume cannot be counted or replaced from here"),
  R701("the layout of a set leads out of its store"),
  R702("a manifest was not written by backstay"),
  R703("a manifest has an unknown format"),
  R704("a manifest cannot be read"),
  R705("a set cannot be staged"),
  R706("a set has an artifact of that name already"),
  R707("an artifact does not exist, or several do"),
  R708("an artifact has a name that no file can have"),
  R709("the link to the newest set has no one target"),
  R710("a store has a set or file of that name already"),
  R711("a store holds another number of bytes than were sent"),
  R712("a set has lost an artifact"),
  R713("an artifact cannot be written while it is fetched"),
  R714("a digest differs"),
  R715("no set matches what was asked for"),
  R716("a name means several sets"),
  R718("no set is named, or by an impossible name"),
  R720("a file of a store cannot be read"),
  R721("a store has a file of that name already"),
  R722("a store cannot be listed"),
  R723("a name in a store is none"),
  R724("a file cannot be stored"),
  R725("a file of a store cannot be deleted"),
  R726("the link to the newest set cannot be made"),
  R730("the keys of this host cannot be used"),
  R731("the signing key is open to others"),
  R733("that is not the id of a key"),
  R734("what this host remembers of its sets cannot be used"),
  R740("a file with a secret can be read by everybody"),
  R741("a file with a secret cannot be read"),
  R742("a secret is empty"),
  R743("a dotenv file sets a name twice"),
  R750("a source of files is not there"),
  R751("the directory above a source cannot be made"),
  R752("a directory came in for a file"),
  R753("a tree of files cannot be counted");

  private final String title;

  ProblemCode(String title) {
    this.title = title;
  }

  /** The code of this name. */
  public static Optional<ProblemCode> of(String name) {
    return Arrays.stream(values()).filter(code -> code.name().equals(name)).findFirst();
  }

  /** What it is about, in one clause. */
  public String title() {
    return title;
  }

  /** Warnings warn, everything else is an error. */
  public Severity severity() {
    return name().startsWith("W") ? Severity.WARNING : Severity.ERROR;
  }

  /** The line that says where to read on. */
  public String docs() {
    return "docs: connectors/docs/errors.md#%s  (offline: backstay explain %s)"
        .formatted(name().toLowerCase(Locale.ROOT), name());
  }
}
