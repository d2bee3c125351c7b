package io.backstay.run.route;

import io.backstay.program.Program;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.yaml.LwModelToYAMLDumper;

/** The routes of a program for people who read Camel; nothing is ever made from this text. */
public final class RoutesAsYaml {
  private RoutesAsYaml() {}

  /** Camel's YAML of all routes. */
  @SuppressWarnings("try") // a context that never started has nothing to wait for
  public static String of(Program program) {
    RouteCompiler compiler = new RouteCompiler(program);
    CamelContext context = new DefaultCamelContext(false);
    try {
      compiler.setCamelContext(context);
      compiler.configure();
      return new LwModelToYAMLDumper().dumpModelAsYaml(context, compiler.getRouteCollection());
    } catch (Exception e) {
      throw new IllegalStateException("the routes cannot be shown", e);
    } finally {
      context.stop();
      compiler.pools().forEach(ExecutorService::shutdownNow);
    }
  }
}
