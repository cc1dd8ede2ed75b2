import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.processor.reports.enums.JobEndStatus;

/**
 * Judges PDF files with the veraPDF engine: {@code java -cp ... Judge.java ua1,2a [FILE ...]}.
 *
 * <p>Without files their paths are read from the standard input, a line each, and answered at once,
 * so that one start serves a whole run of tests. For each file and each profile, in their order, one
 * line of JSON is printed. A file that nobody can read is judged like any other: it fails, with the
 * reason. The exit code is 0 when everything asked was answered.
 */
public final class Judge {
  private final List<PDFAFlavour> profiles = new ArrayList<>();
  private final PrintStream answers;

  private Judge(String names, PrintStream answers) {
    this.answers = answers;
    for (String name : names.split(",")) {
      PDFAFlavour profile = PDFAFlavour.byFlavourId(name);
      if (profile == PDFAFlavour.NO_FLAVOUR) {
        throw new IllegalArgumentException("the engine has no profile named " + name);
      }
      profiles.add(profile);
    }
  }

  public static void main(String[] arguments) throws IOException {
    // What the engine prints must not come between the answers.
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    LogManager.getLogManager().reset();
    if (arguments.length == 0) {
      System.err.println("usage: Judge.java PROFILE[,PROFILE] [FILE ...]");
      System.exit(2);
    }
    VeraGreenfieldFoundryProvider.initialise();
    Judge judge;
    try {
      judge = new Judge(arguments[0], answers);
    } catch (IllegalArgumentException unknown) {
      System.err.println(unknown.getMessage());
      System.exit(2);
      return;
    }
    for (int at = 1; at < arguments.length; at++) {
      judge.answer(arguments[at]);
    }
    if (arguments.length == 1) {
      BufferedReader asked =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String path = asked.readLine(); path != null; path = asked.readLine()) {
        judge.answer(path);
      }
    }
    System.exit(0); // the engine may have left threads behind
  }

  private void answer(String path) {
    for (PDFAFlavour profile : profiles) {
      String verdict;
      try {
        verdict = verdictOf(path, profile);
      } catch (Throwable trouble) { // errors too: a file must not end the whole run
        Broken unreadable = new Broken("unreadable", reason(trouble), "");
        verdict = line(path, profile, false, 0, List.of(unreadable));
      }
      answers.println(verdict);
    }
  }

  private static String verdictOf(String path, PDFAFlavour profile) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), profile);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
      ValidationResult result = validator.validate(parser);
      Map<String, Broken> broken = new LinkedHashMap<>();
      for (TestAssertion check : result.getTestAssertions()) {
        if (check.getStatus() != TestAssertion.Status.FAILED) {
          continue;
        }
        String rule = check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber();
        broken.computeIfAbsent(
            rule,
            name -> new Broken(name, check.getMessage(), check.getLocation().getContext())).times++;
      }
      boolean wasFinished = result.getJobEndStatus() == JobEndStatus.NORMAL;
      if (!wasFinished) {
        broken.put("unfinished", new Broken("unfinished", "the engine gave up on this file", ""));
      }
      boolean passes = result.isCompliant() && wasFinished && broken.isEmpty();
      return line(path, profile, passes, result.getTotalAssertions(), broken.values());
    }
  }

  private static String reason(Throwable trouble) {
    StringBuilder reason = new StringBuilder(trouble.toString());
    for (Throwable at = trouble.getCause(); at != null; at = at.getCause()) {
      reason.append(", because of ").append(at);
    }
    return reason.toString();
  }

  private static String line(
      String path, PDFAFlavour profile, boolean passes, int checks, Iterable<Broken> broken) {
    StringBuilder json = new StringBuilder("{\"file\":").append(quoted(path));
    json.append(",\"profile\":").append(quoted(profile.getId()));
    json.append(",\"passes\":").append(passes).append(",\"checks\":").append(checks);
    json.append(",\"broken\":[");
    String between = "";
    for (Broken each : broken) {
      json.append(between).append("{\"rule\":").append(quoted(each.rule));
      json.append(",\"why\":").append(quoted(each.why));
      json.append(",\"where\":").append(quoted(each.where));
      json.append(",\"times\":").append(Math.max(1, each.times)).append('}');
      between = ",";
    }
    return json.append("]}").toString();
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char letter : String.valueOf(text).toCharArray()) {
      if (letter == '"' || letter == '\\') {
        json.append('\\').append(letter);
      } else if (letter < ' ' || letter > '~') {
        json.append(String.format("\\u%04x", (int) letter));
      } else {
        json.append(letter);
      }
    }
    return json.append('"').toString();
  }

  /** A rule that a file breaks, with the first place where it does. */
  private static final class Broken {
    final String rule;
    final String why;
    final String where;
    int times;

    Broken(String rule, String why, String where) {
      this.rule = rule;
      this.why = why;
      this.where = where;
    }
  }
}
