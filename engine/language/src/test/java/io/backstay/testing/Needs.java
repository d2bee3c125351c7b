package io.backstay.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test needs of the machine: {@code docker}, {@code root}, {@code loop}, {@code strace},
 * {@code cc}, {@code sshd}, {@code crypto}, {@code rsync}, {@code postgres}, {@code prometheus},
 * {@code cron}, {@code systemd}, {@code azurite}, {@code webdav}.
 *
 * <p>Where one is missing the test is skipped and says why; where the environment variable {@code
 * BACKSTAY_REQUIRE} (names separated by commas or spaces) lists it, the test fails instead. A test
 * carries the JUnit tag of the same name beside it, so that it can be selected.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsCondition.class)
public @interface Needs {

  /** Names of {@link Capability}, in lower case. */
  String[] value();
}
