// A plug-in in Ruby that writes down each of Minitest's tests by itself: Minitest has no report of its own.

/** Each line is one JSON value; the last one counts the tests. `REPORT` stands for the report's path. No single quotes. */
export const MINITEST_SOURCE = `require "json"

module Minitest
  class ByTest < AbstractReporter
    def start
      @report = File.open(REPORT, "w")
      @ran = 0
    end

    def record(result)
      @ran += 1
      failure = result.failures.first
      raised = failure.is_a?(UnexpectedError) ? (failure.respond_to?(:error) ? failure.error : failure.exception) : failure
      owner = result.respond_to?(:klass) ? result.klass : result.class.name
      at = failure && failure.respond_to?(:location) ? failure.location.to_s : nil
      file = result.respond_to?(:source_location) ? result.source_location.first : nil
      status = result.passed? ? "passed" : result.skipped? ? "skipped" : "failed"
      write("test" => "#{owner}##{result.name}", "file" => file, "status" => status,
            "raised" => raised && raised.class.name, "said" => raised && raised.message.to_s[0, 500], "at" => at)
    end

    def report
      write("ran" => @ran)
    end

    def passed?
      true
    end

    def write(value)
      @report.puts(JSON.generate(value))
      @report.flush
    end
  end

  def self.plugin_by_test_init(_options)
    reporter << ByTest.new
  end
end
`;
