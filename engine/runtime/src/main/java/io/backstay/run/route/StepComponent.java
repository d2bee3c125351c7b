package io.backstay.run.route;

import io.backstay.program.Node;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code step:7} is the step with the number 7; there is nothing else to say in such an address.
 */
final class StepComponent extends DefaultComponent {
  private static final String SCHEME = "step";

  private final IntFunction<Node> nodes;

  StepComponent(IntFunction<Node> nodes) {
    this.nodes = nodes;
  }

  static String uri(int number) {
    return SCHEME + ":" + number;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String number, Map<String, Object> parameters) {
    return new StepEndpoint(uri, (Node.Step) nodes.apply(Integer.parseInt(number)));
  }

  private final class StepEndpoint extends DefaultEndpoint {
    private final Node.Step step;

    StepEndpoint(String uri, Node.Step step) {
      super(uri, StepComponent.this);
      this.step = step;
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) {
          Running.on(exchange).run(step);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("steps are sent to, they send nothing");
    }
  }
}
