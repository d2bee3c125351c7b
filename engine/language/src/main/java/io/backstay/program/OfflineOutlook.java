package io.backstay.program;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Knows nothing, and lets the preview say so. */
final class OfflineOutlook implements Outlook {
  @Override
  public List<Preview.Look> looks() {
    return List.of();
  }

  @Override
  public Optional<Estimate> estimate(String stepId) {
    return Optional.empty();
  }

  @Override
  public Optional<Preview.Retained> retained() {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> newestSet() {
    return Optional.empty();
  }

  @Override
  public List<Preview.Difference> differences() {
    return List.of();
  }

  @Override
  public Optional<Long> measuredRto() {
    return Optional.empty();
  }
}
