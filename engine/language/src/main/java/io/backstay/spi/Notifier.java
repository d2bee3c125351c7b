package io.backstay.spi;

/** A place where people are told how runs end. */
public interface Notifier {
  /** What it is called where it is said whether it was told. */
  String says();

  /**
   * Tells it, once. Only what the notification says is told: no log, no plan, no secret.
   *
   * @throws Failure when it is not certain that it was told
   */
  void tell(Notification notification, Look look);
}
