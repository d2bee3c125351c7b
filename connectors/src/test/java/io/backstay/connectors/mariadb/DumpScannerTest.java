package io.backstay.connectors.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpScannerTest {
  private static final String DUMP =
      """
      /*M!999999\\- enable the sandbox mode */
      -- MariaDB dump 10.19  Distrib 11.8.3-MariaDB, for debian-linux-gnu (x86_64)
      --
      -- Table structure for table `users`
      --
      CREATE TABLE `users` (
        `a` text DEFAULT '-- Dump completed'
      );
      --
      -- Dumping data for table `users`
      --
      INSERT INTO `users` VALUES
      (1,'it''s; (x),(\\\\','b'),
      (2,'\\'),(',0xFF),
      (3,NULL,(-1));
      INSERT INTO `users` VALUES
      (4,'"`','-- Dump completed\\n');
      --
      -- Table structure for table `a`` VALUES (b`
      --
      -- Dumping data for table `a`` VALUES (b`
      --
      INSERT INTO `a`` VALUES (b` (`c)`, `VALUES`) VALUES (1,2),(3,4);
      --
      -- Table structure for table `empty`
      --
      -- Dumping data for table `empty`
      --
      DELIMITER ;;
      /*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER t BEFORE INSERT ON users FOR EACH ROW BEGIN
      INSERT INTO `log` VALUES ('don't');
      -- Table structure for table `none`
      END */;;
      DELIMITER ;
      /*!50106 DROP EVENT IF EXISTS `nightly` */;
      /*!50003 DROP FUNCTION IF EXISTS `twice` */;
      --
      -- Final view structure for view `v`
      --

      -- Dump completed on 2026-11-22  9:39:45
      """;

  private static Toc scan(String dump, int piece) {
    DumpScanner scanner = new DumpScanner();
    byte[] bytes = dump.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += piece) {
      scanner.accept(bytes, at, Math.min(bytes.length, at + piece));
    }
    return scanner.finish();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1 << 20})
  void rowsAndNamesAreCountedHoweverTheBytesArrive(int piece) {
    Toc toc = scan(DUMP, piece);

    assertThat(toc.rows()).isEqualTo(Map.of("users", 4L, "\"a` VALUES (b\"", 2L, "empty", 0L));
    assertThat(toc.names())
        .isEqualTo(
            Map.of(
                "tables", Set.of("users", "\"a` VALUES (b\"", "empty"),
                "events", Set.of("nightly"),
                "functions", Set.of("twice"),
                "views", Set.of("v")));
    assertThat(toc.triggers()).isEqualTo(1);
  }

  @Test
  void aDumpWithoutItsLastWordsIsNone() {
    for (String cut :
        new String[] {
          DUMP.replace("-- Dump completed on 2026-11-22  9:39:45\n", ""),
          DUMP.substring(0, DUMP.indexOf("(3,NULL")),
          DUMP.substring(0, DUMP.indexOf("Dump completed\\n") + 14),
          DUMP + "DROP TABLE users;\n",
          "",
          "-- Dump completed\n"
        }) {
      assertThatThrownBy(() -> scan(cut, 100)).as(cut).hasMessageContaining("the dump does not");
    }
  }
}
