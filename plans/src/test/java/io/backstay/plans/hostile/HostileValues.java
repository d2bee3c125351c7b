package io.backstay.plans.hostile;

import java.util.List;
import java.util.stream.Stream;

/**
 * Texts that mean something to somebody: to a shell, a tool, a database, a router, a file system.
 */
final class HostileValues {
  /** A file that appears in the working directory when one of them was obeyed. */
  static final String CANARY = "obeyed";

  private HostileValues() {}

  static List<String> all() {
    return Stream.of(
            options(), shell(), sql(), camel(), expressions(), paths(), text(), yaml(), huge())
        .flatMap(List::stream)
        .map(value -> value.replace("CANARY", CANARY))
        .toList();
  }

  private static List<String> options() {
    return List.of(
        "-",
        "--",
        "-rf",
        "--help",
        "-h",
        "--version",
        "-I touch CANARY",
        "@CANARY",
        "--checkpoint=1",
        "--checkpoint-action=exec=touch CANARY",
        "--to-command=touch CANARY",
        "--use-compress-program=touch CANARY",
        "--file=CANARY",
        "--result-file=CANARY",
        "-oProxyCommand=touch CANARY",
        "--output=CANARY",
        "-fCANARY",
        "--one-file-system");
  }

  private static List<String> shell() {
    return List.of(
        "; touch CANARY",
        "a; touch CANARY #",
        "$(touch CANARY)",
        "`touch CANARY`",
        "| touch CANARY",
        "& touch CANARY &",
        "&& touch CANARY",
        "|| touch CANARY",
        "> CANARY",
        ">>CANARY",
        "< /etc/passwd",
        "${IFS}touch${IFS}CANARY",
        "$HOME",
        "$0",
        "~root",
        "*",
        "?",
        "[a-z]*",
        "{a,b}",
        "!!",
        "\\",
        "'",
        "\"",
        "'; touch CANARY; '",
        "\"; touch CANARY; \"",
        "\ntouch CANARY\n",
        "a\nb",
        "a\r\nb",
        "a\tb",
        " leading",
        "trailing ",
        "\u001b[31mred",
        "a\u0007b",
        "a\u007fb",
        "%s%n%d",
        "$'\\x41'",
        "sh -c 'touch CANARY'");
  }

  private static List<String> sql() {
    return List.of(
        "'; DROP TABLE books; --",
        "\"; DROP TABLE books; --",
        "books'--",
        "1 OR 1=1",
        "$$; DROP TABLE books; $$",
        "/* */ books",
        "books; ATTACH 'CANARY' AS x",
        "host=127.0.0.1 port=1",
        "postgresql://127.0.0.1:1/x",
        "dbname=x options=-cwork_mem=1",
        "\\! touch CANARY",
        "COPY books TO PROGRAM 'touch CANARY'",
        "main.books",
        "\"books\"",
        "[books]",
        "file:CANARY?mode=rwc",
        ":memory:");
  }

  private static List<String> camel() {
    return List.of(
        "{{env:PATH}}",
        "{{sys:user.home}}",
        "${bean:java.lang.System}",
        "${header.CamelFileName}",
        "${body}",
        "${exchangeProperty.x}",
        "RAW(x)",
        "RAW{x}",
        "?fileName=CANARY",
        "&fileName=x",
        "direct:x?y=z",
        "file:.?fileName=CANARY",
        "exec:touch?args=CANARY",
        "simple:${body}",
        "log:x?level=INFO",
        "toD:file:CANARY",
        "%7B%7Benv:PATH%7D%7D");
  }

  private static List<String> expressions() {
    return List.of(
        "${",
        "${}",
        "}",
        "${run.id",
        "${nothing.here}",
        "${env.PATH}",
        "${secrets.nothing}",
        "$${run.id}",
        "${run.stamp}/../..",
        "${run.id + run.id}",
        "#{1+1}",
        "%{x}",
        "<%= 1 %>",
        "{{7*7}}",
        "${jndi:ldap://127.0.0.1:1/x}",
        "${T(java.lang.Runtime)}");
  }

  private static List<String> paths() {
    return List.of(
        "..",
        "../..",
        "../escaped",
        "../../escaped",
        "a/../../escaped",
        "a/..",
        ".",
        "./.",
        "./a",
        "a//b",
        "a/./b",
        "a/",
        "..\\..\\escaped",
        "C:\\escaped",
        "\\\\server\\share",
        "%2e%2e%2fx",
        "..%c0%afescaped",
        ".backstay",
        ".backstay/staging/x",
        ".backstay/x.json",
        "manifest.json",
        "~",
        "~/x",
        "con",
        "nul",
        "lost+found",
        "a:b",
        ".hidden",
        "...",
        "a.part");
  }

  private static List<String> text() {
    return List.of(
        "\u202egnp.exe",
        "a\u200bb",
        "e\u0301",
        "\u00e9",
        "\ufeffx",
        "\ud83d\ude00",
        "\uff45vil",
        "\u0130",
        "\u00df",
        "a\u2028b",
        "a\u00a0b",
        "\u2024\u2024\u2215x",
        "\u0430dmin",
        "\uffff",
        "\u0085",
        "a\u0000b",
        "\u2066a\u2069",
        "\ud800");
  }

  private static List<String> yaml() {
    return List.of(
        "yes",
        "null",
        "0644",
        "1e3",
        "22:30",
        "!!binary x",
        "*alias",
        "&anchor",
        "- a",
        "a: b",
        "#c",
        "%YAML 1.1",
        "---",
        "<<",
        "-1",
        "NaN",
        "9223372036854775808",
        "1e999",
        "",
        " ");
  }

  private static List<String> huge() {
    return List.of(
        "x".repeat(255),
        "x".repeat(300),
        "x".repeat(5_000),
        "x".repeat(100_000),
        "\u00e9".repeat(130),
        "a/".repeat(2_000) + "b",
        "${".repeat(1_000),
        "(".repeat(5_000),
        "9".repeat(400),
        "../".repeat(200) + "escaped");
  }
}
