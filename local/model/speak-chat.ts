// Chat completions, as the scripted model speaks them.
import { chunks, completion } from "./completion.ts";
import { answersEveryCall, ChatRequest } from "./script.ts";
import type { Speaker } from "./speaker.ts";

export const chatSpeaker: Speaker = {
  read: (body) => {
    const parsed = ChatRequest.safeParse(body);
    if (!parsed.success) return parsed.error.message;
    return answersEveryCall(parsed.data) ? parsed.data : "Every tool call must be answered, once";
  },
  whole: completion,
  events: (telling, odd, request) => chunks(telling, odd, request.stream_options?.include_usage ?? false),
  named: false,
  end: "data: [DONE]\n\n",
  refusal: (answer) => answer,
};
